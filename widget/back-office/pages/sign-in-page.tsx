import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { failureOf } from '../../page-kit/failure.ts'
import { LanguageChoice } from '../../page-kit/language-choice.tsx'
import { failureText } from '../../page-kit/words.ts'
import { isTokenRefused } from '../api/failure.ts'
import { useTokenCheck } from '../api/session.ts'
import { BusyButton } from '../parts/busy-button.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { useWords } from '../session/language.tsx'
import { useOperator } from '../session/operator.tsx'

/** Takes the operator's token, finds out whether it is good, and keeps it for this tab. */
export function SignInPage() {
  const [queries] = useState(() => new QueryClient())
  const words = useWords()
  return (
    <QueryClientProvider client={queries}>
      <main className="sign-in" id="content" tabIndex={-1}>
        <p className="brand">{words.brand}</p>
        <PageTitle title={words.signIn.title} />
        <p className="lead">{words.signIn.lead}</p>
        <TokenForm />
        <p className="note">{words.signIn.hint}</p>
        <LanguageChoice />
      </main>
    </QueryClientProvider>
  )
}

function TokenForm() {
  const words = useWords()
  const { signIn, wasRefused } = useOperator()
  const [token, setToken] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const check = useTokenCheck()
  const send = (event: FormEvent) => {
    event.preventDefault()
    const bare = token.trim()
    setIsMissing(bare === '')
    if (bare === '' || check.isPending) return
    check.mutate(bare, { onSuccess: () => signIn(bare) })
  }
  const problem = isMissing
    ? words.signIn.missing
    : check.error
      ? isTokenRefused(check.error)
        ? words.signIn.refused
        : failureText(words, failureOf(check.error).kind)
      : wasRefused && check.isIdle && words.signIn.refused
  return (
    <form noValidate onSubmit={send} className="card">
      <div className="field">
        <label htmlFor="token">{words.signIn.token}</label>
        <input
          id="token"
          type="password"
          data-testid="token"
          autoComplete="current-password"
          required
          aria-invalid={Boolean(problem)}
          aria-describedby="token-problem"
          value={token}
          onChange={({ target }) => setToken(target.value)}
        />
        <p className="problem" id="token-problem" role="alert" data-testid="token-problem">
          {problem}
        </p>
      </div>
      <BusyButton
        type="submit"
        className="button wide"
        isBusy={check.isPending}
        data-testid="sign-in"
      >
        {words.signIn.submit}
      </BusyButton>
    </form>
  )
}
