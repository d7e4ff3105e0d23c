import type { Hono } from 'hono'
import type { BackOfficeDeps } from '../../back-office/back-office-deps.ts'
import type { ChangeWatch } from '../../back-office/watch-changes.ts'
import { streamChanges } from '../../contract/back-office/changes.ts'
import { backOfficeContract } from '../../contract/back-office/contract.ts'
import { drawOrderProcess } from '../../contract/back-office/orders.ts'
import type { AppEnv } from '../app-env.ts'
import { mountGlue } from '../glue/mount.ts'
import type { EdgeDeps } from '../identify-request.ts'
import { toHonoPath } from '../paths.ts'
import { createProcessDrawing } from './draw-process.ts'
import { createBackOfficeHandlers } from './routes.ts'
import { createChangeStream } from './stream-changes.ts'

export type BackOfficeHttpDeps = {
  backOffice: BackOfficeDeps
  changes: ChangeWatch
  identity: EdgeDeps
  shutdown: AbortSignal
}

/** Serves the operator's API. Every path of it asks for the operator token. */
export function mountBackOffice(app: Hono<AppEnv>, deps: BackOfficeHttpDeps): void {
  app.get(toHonoPath(streamChanges.path), createChangeStream(deps))
  app.get(toHonoPath(drawOrderProcess.path), createProcessDrawing(deps))
  mountGlue(app, backOfficeContract, createBackOfficeHandlers(deps.backOffice), deps.identity)
}
