import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runOmsCommand } from './oms-command.ts'

const folder = fileURLToPath(new URL('./testing/processes/', import.meta.url))

async function run(...parameters: string[]) {
  let out = ''
  let err = ''
  const code = await runOmsCommand(parameters, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { code, out, err }
}

test('a sound process passes the check', async () => {
  const { code, out } = await run(
    'check',
    `${folder}LampShop01.xml`,
    'ForeignPaymentStateMachine01',
  )
  expect(code).toBe(0)
  expect(out).toContain('LampShop01, 19 states, 27 transitions: 0 errors, 0 warnings')
  expect(out).toContain('✓ ForeignPaymentStateMachine01')
})

test('a faulty process fails the check, and each mistake is told with file, line and element', async () => {
  const { code, out } = await run('check', `${folder}Faulty01.xml`, `${folder}LampShop01.xml`)
  expect(code).toBe(1)
  expect(out).toContain(
    'Faulty01.xml:33 <event name="pay">: error: The shop knows no command "Lamp/Polish". [command-unknown]',
  )
  expect(out).toContain('✓')
})

test('a program reads the same as JSON', async () => {
  const { code, out } = await run('check', '--json', `${folder}Faulty01.xml`)
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject([
    {
      process: 'Faulty01',
      errors: 6,
      problems: expect.arrayContaining([
        expect.objectContaining({
          code: 'state-undeclared',
          place: expect.objectContaining({ file: 'Faulty01.xml', line: 21 }),
        }),
      ]),
    },
  ])
})

test('a file that is not there fails the check', async () => {
  const { code, out } = await run('check', `${folder}Nowhere01.xml`)
  expect(code).toBe(1)
  expect(out).toContain('cannot be read: 1 error, 0 warnings')
  expect(out).toContain('there is no such file')
})

test('a diagram is drawn of a file or of a process by its name, with its states lit', async () => {
  const file = await run('diagram', `${folder}LampShop01.xml`, '--lit', 'shipped,exported')
  expect(file.code).toBe(0)
  expect(file.out).toMatch(/^<svg[\s\S]*Now in: shipped, exported[\s\S]*<\/svg>\n$/)
  const named = await run('diagram', 'ForeignPaymentB2CStateMachine01')
  expect(named.out).toContain('Order process ForeignPaymentB2CStateMachine01')
})

test('a diagram with a state that does not exist is not drawn', async () => {
  const { code, out, err } = await run('diagram', 'ForeignPaymentStateMachine01', '--lit', 'shiped')
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('"shiped"')
})

test.each([[[]], [['check']], [['diagram', 'a', 'b']], [['paint']], [['check', '--loud', 'a']]])(
  'a command like %j is answered with how it is used',
  async (parameters) => {
    const { code, err } = await run(...parameters)
    expect(code).toBe(2)
    expect(err).toContain('pnpm oms check')
  },
)

test('whoever asks for help gets it', async () => {
  const { code, out } = await run('--help')
  expect(code).toBe(0)
  expect(out).toContain('pnpm oms diagram')
})
