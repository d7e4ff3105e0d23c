import { type FormEvent, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { BusyButton } from '../../page-kit/busy-button.tsx'
import { ActionFailure } from '../../page-kit/query-view.tsx'
import { Field } from '../parts/field.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { useWords } from '../session/language.tsx'
import { useSignIn } from '../shop/sign-in.ts'

const demoCustomer = { username: 'ada@example.org', password: 'change123' }

/** Signs a customer in and goes back to where that was asked for. */
export function SignInPage() {
  const words = useWords()
  const [parameters] = useSearchParams()
  const [, navigate] = useLocation()
  const [credentials, setCredentials] = useState({ username: '', password: '' })
  const [problems, setProblems] = useState<{ username?: string; password?: string }>({})
  const signIn = useSignIn()

  const send = (event: FormEvent) => {
    event.preventDefault()
    const { username, password } = credentials
    const found = {
      ...(!username && { username: words.problems.missing(words.signIn.username) }),
      ...(!password && { password: words.problems.missing(words.signIn.password) }),
    }
    setProblems(found)
    if (Object.keys(found).length > 0 || signIn.isPending) return
    signIn.mutate(credentials, {
      onSuccess: () => navigate(safePath(parameters.get('next')), { replace: true }),
    })
  }
  const bind = (field: 'username' | 'password') => ({
    id: field,
    label: words.signIn[field],
    problem: problems[field],
    value: credentials[field],
    onChange: (event: { target: { value: string } }) =>
      setCredentials({ ...credentials, [field]: event.target.value }),
  })

  return (
    <div className="sign-in">
      <PageTitle title={words.signIn.title} />
      <p className="lead">{words.signIn.lead}</p>
      <form noValidate onSubmit={send} className="card">
        <Field {...bind('username')} type="email" autoComplete="username" />
        <Field {...bind('password')} type="password" autoComplete="current-password" />
        <ActionFailure error={signIn.error} />
        <BusyButton
          type="submit"
          className="button wide"
          isBusy={signIn.isPending}
          data-testid="sign-in-submit"
        >
          {words.signIn.submit}
        </BusyButton>
      </form>
      <p className="note">
        {words.signIn.hint}{' '}
        <button type="button" className="plain" onClick={() => setCredentials(demoCustomer)}>
          {words.signIn.fill}
        </button>
      </p>
    </div>
  )
}

/** Only a path of this storefront: a link made by somebody else must not lead away after signing in. */
function safePath(next: string | null): string {
  if (!next?.startsWith('/')) return '/'
  const { origin, pathname, search } = new URL(next, window.location.origin)
  return origin === window.location.origin ? pathname + search : '/'
}
