import { useWords } from '../session/language.tsx'
import { Modal } from './modal.tsx'

/** The keys that work everywhere. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  const { shortcuts, close } = useWords()
  return (
    <Modal title={shortcuts.title} testId="shortcuts" onClose={onClose}>
      <dl className="shortcut-list">
        {shortcuts.list.map(([keys = '', text]) => (
          <div key={keys}>
            <dt>
              {keys.split('  ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="actions end">
        <button type="button" className="button quiet" onClick={onClose}>
          {close}
        </button>
      </div>
    </Modal>
  )
}
