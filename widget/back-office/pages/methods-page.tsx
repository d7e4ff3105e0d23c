import { Link } from 'wouter'
import { useMethodGroups } from '../api/apps.ts'
import type { MethodGroup } from '../api/contract.ts'
import { ExplainPanel } from '../methods/explain-panel.tsx'
import { MethodList } from '../methods/method-list.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { useAppWords } from '../session/app-language.tsx'
import '../styles/apps.css'

/** What shoppers are offered, in which order and within which limits, and why a method is offered or not. */
export function MethodsPage() {
  const { methods: words } = useAppWords()
  return (
    <>
      <PageTitle title={words.title} />
      <p className="lead">{words.lead}</p>
      <QueryView query={useMethodGroups()} skeleton={<Bars rows={5} height="4rem" />}>
        {({ groups }) => (groups.length > 0 ? <Groups groups={groups} /> : <NoGroups />)}
      </QueryView>
    </>
  )
}

function NoGroups() {
  const { methods: words } = useAppWords()
  return (
    <EmptyState {...words.empty} testId="no-methods">
      <Link className="button" href="/apps">
        {words.toApps}
      </Link>
    </EmptyState>
  )
}

function Groups({ groups }: { groups: readonly MethodGroup[] }) {
  return (
    <div className="columns main-first">
      <div className="column-main method-groups">
        {groups.map((group) => (
          <Group key={`${group.provider}/${group.mode}`} group={group} />
        ))}
      </div>
      <div className="column-side">
        <ExplainPanel />
      </div>
    </div>
  )
}

function Group({ group }: { group: MethodGroup }) {
  const { methods: words, apps, appForm } = useAppWords()
  const { provider, mode, isShown, status } = group
  const id = `methods-${provider}-${mode}`
  const why = status === 'DISCONNECTED' ? words.hidden.disconnected : words.hidden.live
  return (
    <section className="card method-group" aria-labelledby={id} data-testid={id}>
      <div className="method-group-head">
        <h2 id={id}>
          <bdi>{appForm.title(group.title, apps.connection[mode])}</bdi>
        </h2>
        <span className="chip" data-tone={isShown ? 'ok' : 'info'}>
          {isShown ? words.shown : why}
        </span>
      </div>
      <MethodList group={group} />
    </section>
  )
}
