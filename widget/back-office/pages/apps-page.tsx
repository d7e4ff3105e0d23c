import { useState } from 'react'
import { Link } from 'wouter'
import { useApps } from '../api/apps.ts'
import type { App, AppConnection } from '../api/contract.ts'
import { ConnectionFacts } from '../apps/connection-facts.tsx'
import { ConnectionStatus } from '../apps/connection-status.tsx'
import { DisconnectDialog } from '../apps/disconnect-dialog.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { useAppWords } from '../session/app-language.tsx'
import '../styles/apps.css'

const modes = ['test', 'live'] as const
type Mode = (typeof modes)[number]

/** Every provider of this installation, with its test and live connection side by side. */
export function AppsPage() {
  const { apps: words } = useAppWords()
  return (
    <>
      <PageTitle title={words.title} />
      <p className="lead">{words.lead}</p>
      <QueryView query={useApps()} skeleton={<Bars rows={1} height="26rem" />}>
        {({ apps }) =>
          apps.length > 0 ? (
            <div className="apps">
              {apps.map((app) => (
                <AppCard key={app.provider} app={app} />
              ))}
            </div>
          ) : (
            <EmptyState {...words.empty} testId="no-apps" />
          )
        }
      </QueryView>
    </>
  )
}

function AppCard({ app }: { app: App }) {
  const { apps: words } = useAppWords()
  return (
    <section
      className="card app"
      data-testid={`app-${app.provider}`}
      aria-labelledby={`app-${app.provider}`}
    >
      <div className="app-head">
        <span className="app-mark" aria-hidden="true">
          {app.title.slice(0, 1)}
        </span>
        <h2 id={`app-${app.provider}`}>
          <bdi>{app.title}</bdi>
        </h2>
        <code>{app.provider}</code>
      </div>
      {!app.canConnect && (
        <p className="hint app-gone" data-tone="bad">
          {words.gone}
        </p>
      )}
      <div className="app-connections">
        {modes.map((mode) => (
          <ConnectionPanel
            key={mode}
            app={app}
            mode={mode}
            connection={app.connections.find((one) => one.mode === mode) ?? null}
          />
        ))}
      </div>
    </section>
  )
}

type PanelProps = { app: App; mode: Mode; connection: AppConnection | null }

function ConnectionPanel({ app, mode, connection }: PanelProps) {
  const { apps: words } = useAppWords()
  const status = connection?.status ?? null
  const text =
    status === null
      ? words.statusText.none[mode]
      : status === 'CONNECTED'
        ? null
        : words.statusText[status]
  return (
    <section
      className="app-connection"
      aria-labelledby={`${app.provider}-${mode}`}
      data-testid={`connection-${mode}`}
    >
      <div className="connection-head">
        <h3 id={`${app.provider}-${mode}`}>{words.connection[mode]}</h3>
        <ConnectionStatus status={status} />
      </div>
      {text && <p className="note">{text}</p>}
      {connection && <ConnectionFacts connection={connection} />}
      <div className="webhook" data-testid="webhook-url">
        <p className="soft">{words.webhook}</p>
        <Copyable text={app.webhookUrls[mode]} name={words.webhook} />
      </div>
      <ConnectionActions {...{ app, mode, connection }} />
    </section>
  )
}

function ConnectionActions({ app, mode, connection }: PanelProps) {
  const { apps: words } = useAppWords()
  const [isAsking, setIsAsking] = useState(false)
  const isActive = connection !== null && connection.status !== 'DISCONNECTED'
  const name = `${app.title}, ${words.connection[mode]}`
  const label = isActive ? words.edit : connection ? words.reconnect : words.connect
  return (
    <div className="actions connection-actions">
      {app.canConnect && (
        <Link
          className={isActive ? 'button quiet' : 'button mend'}
          href={`/apps/${encodeURIComponent(app.provider)}/${mode}`}
          aria-label={`${label}: ${name}`}
          data-testid="edit-connection"
        >
          {label}
        </Link>
      )}
      {isActive && (
        <button
          type="button"
          className="button quiet"
          aria-label={`${words.disconnect} ${name}`}
          data-testid="disconnect"
          onClick={() => setIsAsking(true)}
        >
          {words.disconnect}
        </button>
      )}
      {isAsking && connection && (
        <DisconnectDialog app={app} connection={connection} onClose={() => setIsAsking(false)} />
      )}
    </div>
  )
}
