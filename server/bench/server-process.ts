import { readConfig } from '../src/config.ts'
import { startServer } from '../src/server.ts'
import { answerParent } from './child.ts'
import { countStatements, type StatementQuestions } from './statements.ts'
import { type UsageQuestions, watchUsage } from './usage.ts'

/** The server as `main.ts` starts it, with its statements counted. */
export type ServerQuestions = UsageQuestions & StatementQuestions & { url(): string }

const statements = countStatements()
const config = readConfig(process.env)
const server = await startServer(config)
answerParent(
  {
    url: () => `http://127.0.0.1:${config.port}`,
    ...statements,
    ...watchUsage(),
  } satisfies ServerQuestions,
  () => server.stop(),
)
