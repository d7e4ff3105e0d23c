import type { Context } from 'hono'
import type { BackOfficeDeps } from '../../back-office/back-office-deps.ts'
import { drawProcess } from '../../back-office/draw-process.ts'
import { drawOrderProcess } from '../../contract/back-office/orders.ts'
import type { AppEnv } from '../app-env.ts'
import { refuse } from '../glue/mount.ts'
import { type EdgeDeps, identifyRequest } from '../identify-request.ts'
import { validate } from '../validate.ts'

type DrawDeps = { backOffice: Pick<BackOfficeDeps, 'orderDesk'>; identity: EdgeDeps }

/** Answers the process as a picture. Nothing in it may run, whoever named the states. */
export const createProcessDrawing =
  ({ backOffice, identity }: DrawDeps) =>
  async (c: Context<AppEnv>): Promise<Response> => {
    const operator = await identifyRequest(c, identity, 'operator')
    if (!operator.ok) return refuse(c, [operator.failure])
    const params = validate(drawOrderProcess.params, c.req.param(), '')
    if (!params.ok) return refuse(c, [{ kind: 'resource-not-found' }])
    const query = validate(drawOrderProcess.query, c.req.query(), '')
    if (!query.ok) return refuse(c, query.failure)
    const { tenant } = operator.value.identity
    const { orderReference = null } = query.value
    const drawn = await drawProcess(backOffice, {
      tenant,
      name: params.value.name,
      orderReference,
    })
    if (!drawn.ok) return refuse(c, [drawn.failure])
    return c.body(drawn.value, 200, {
      'content-type': 'image/svg+xml',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    })
  }
