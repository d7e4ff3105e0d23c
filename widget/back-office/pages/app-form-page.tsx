import { type FormEvent, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { failureOf } from '../../page-kit/failure.ts'
import { ActionFailure } from '../../page-kit/query-view.tsx'
import { useAppForm } from '../api/apps.ts'
import type { AppForm } from '../api/contract.ts'
import { ConfigurationField } from '../apps/configuration-field.tsx'
import { ConnectionStatus } from '../apps/connection-status.tsx'
import { useConfiguration } from '../apps/use-configuration.ts'
import { useAnnounce } from '../parts/announcer.tsx'
import { BusyButton } from '../parts/busy-button.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { Crumbs } from '../parts/crumbs.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { useUnsaved } from '../parts/unsaved-changes.tsx'
import { useAppWords } from '../session/app-language.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import '../styles/apps.css'

type Mode = 'test' | 'live'

const isMode = (text: string): text is Mode => text === 'test' || text === 'live'

/** The form that connects a provider or changes its configuration, made from what the provider says it needs. */
export function AppFormPage({ provider, mode }: { provider: string; mode: string }) {
  const { apps, appForm: words } = useAppWords()
  const query = useAppForm(provider)
  if (!isMode(mode)) return <NotFoundPage />
  const title = words.title(query.data?.title ?? provider, apps.connection[mode])
  return (
    <>
      <Crumbs list="/apps" name={apps.title} here={title} />
      {query.data === undefined && <PageTitle title={title} />}
      <QueryView
        query={query}
        skeleton={<Bars rows={6} height="4rem" />}
        missing={
          <EmptyState {...words.missing} testId="missing">
            <Link className="button" href="/apps">
              {words.toApps}
            </Link>
          </EmptyState>
        }
      >
        {(form) => <Editor form={form} mode={mode} title={title} />}
      </QueryView>
    </>
  )
}

const connectionOf = ({ connections }: AppForm, mode: Mode) =>
  connections.find((one) => one.mode === mode) ?? null

type EditorProps = { form: AppForm; mode: Mode; title: string }

function Editor({ form, mode, title }: EditorProps) {
  const { appForm: words, apps } = useAppWords()
  // What is being edited stays what it was when the page was opened, until the operator wants the newest.
  const [edited, setEdited] = useState(() => connectionOf(form, mode))
  const newest = connectionOf(form, mode)
  const isOutdated = newest?.version !== edited?.version
  return (
    <>
      <div className="page-head">
        <PageTitle title={title} testId="app-title" />
        <ConnectionStatus status={newest?.status ?? null} />
      </div>
      {isOutdated && (
        <div className="hint outdated" data-tone="warning" data-testid="outdated" role="status">
          <p>{words.outdated}</p>
          <button type="button" className="plain" onClick={() => setEdited(newest)}>
            {words.takeNewest}
          </button>
        </div>
      )}
      <div className="columns main-first">
        <ConfigurationForm
          key={edited?.version ?? 0}
          form={form}
          edited={edited}
          mode={mode}
          title={title}
        />
        <div className="column-side">
          <section className="card app-note" aria-labelledby="webhook">
            <h2 id="webhook">{apps.webhook}</h2>
            <p className="note">{apps.webhookHint}</p>
            <div className="webhook">
              <Copyable text={form.webhookUrls[mode]} name={apps.webhook} />
            </div>
          </section>
          <section className="card app-note" aria-labelledby="next">
            <h2 id="next">{words.next}</h2>
            <ul className="effects note">
              {words.nextSteps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  )
}

type FormProps = EditorProps & { edited: AppForm['connections'][number] | null }

function ConfigurationForm({ form, edited, mode, title }: FormProps) {
  const words = useAppWords()
  const announce = useAnnounce()
  const [, navigate] = useLocation()
  const configuration = useConfiguration(form, { connection: edited, mode })
  const { fields, values, problems, save, check } = configuration
  const saved = useUnsaved(configuration.isChanged)
  const send = (event: FormEvent) => {
    event.preventDefault()
    configuration.sendSave(({ isProven }) => {
      saved()
      const said = isProven ? words.appForm.saved(title) : words.appForm.savedUnproven(title)
      announce(isProven ? 'ok' : 'warning', said)
      navigate('/apps')
    })
  }
  const isActive = edited !== null && edited.status !== 'DISCONNECTED'
  const submit = isActive ? 'edit' : edited ? 'again' : 'new'
  return (
    <form
      noValidate
      onSubmit={send}
      className="card configuration-form"
      aria-label={words.appForm.form}
      data-testid="configuration-form"
    >
      {fields.map((field) => (
        <ConfigurationField
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          problem={problems[field.name] ?? null}
          onChange={(value) => configuration.put(field.name, value)}
        />
      ))}
      <Outcome {...{ problems, save, check }} known={fields.map(({ name }) => name)} />
      <div className="actions form-actions">
        <BusyButton
          className="button quiet"
          data-testid="check-credentials"
          isBusy={check.isPending}
          onClick={configuration.sendCheck}
        >
          {words.appForm.check}
        </BusyButton>
        <BusyButton type="submit" data-testid="save-configuration" isBusy={save.isPending}>
          {words.appForm.submit[submit]}
        </BusyButton>
      </div>
    </form>
  )
}

type OutcomeProps = Pick<ReturnType<typeof useConfiguration>, 'problems' | 'save' | 'check'> & {
  /** The fields that the form shows; what is wrong with others is said here. */
  known: readonly string[]
}

/** What came of it, in words: of the provider's look at the credentials, or of what was not saved. */
function Outcome({ problems, save, check, known }: OutcomeProps) {
  const { appForm: words } = useAppWords()
  const said = check.data
  const error = save.error ?? check.error
  const count = Object.keys(problems).length
  const others = Object.entries(problems).filter(([name]) => !known.includes(name))
  const tones = { accepted: 'ok', refused: 'bad', unknown: 'warning' } as const
  const isInvalid = count > 0 && said === undefined
  return (
    <>
      <div role="status" className="outcome">
        {said && (
          <p className="hint" data-tone={tones[said.outcome]} data-testid="check-outcome">
            {said.outcome === 'accepted'
              ? words.checked.accepted(nameOf(said.account))
              : words.checked[said.outcome]}
          </p>
        )}
        {isInvalid && (
          <p className="hint" data-tone="bad" data-testid="form-problems">
            {words.invalid(count)}
          </p>
        )}
        {others.map(([name, message]) => (
          <p key={name} className="problem">
            <code>{name}</code> {message}
          </p>
        ))}
      </div>
      <ActionFailure error={isInvalid && isAboutFields(error) ? null : error} />
    </>
  )
}

const isAboutFields = (error: unknown): boolean =>
  error === null || failureOf(error).kind === 'configuration-invalid'

const nameOf = (account: { id: string; name: string } | null): string =>
  account ? `${account.name} (${account.id})` : ''
