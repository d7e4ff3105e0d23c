import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const lookEveryMs = 500
const runners = /\b(npx|npm|pnpm|_npx)\b/

/**
 * Ends this process in good order when npx or pnpm, which started it, is gone: they do not pass every signal on, and a server
 * that nobody sees would keep its port. Where nothing of the kind started it, nothing is watched.
 */
export function exitWithParent() {
  if (process.platform === 'win32') return
  const watched = runnersAbove(process.pid)
  if (watched.length === 0) return
  const timer = setInterval(() => {
    if (watched.every(isRunning)) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, lookEveryMs)
  timer.unref()
}

function runnersAbove(pid) {
  const found = []
  const chain = []
  for (let current = parentOf(pid); current.pid > 1; current = parentOf(current.pid)) {
    chain.push(current)
    if (chain.length > 20) break
  }
  // Shells between two runners belong to them; what stands above the last runner is the user's own.
  const last = chain.findLastIndex(({ command }) => runners.test(command))
  for (const { pid: id } of chain.slice(0, last + 1)) found.push(id)
  return found
}

function parentOf(pid) {
  try {
    const parent = process.platform === 'linux' ? linuxParent(pid) : Number(ps(pid, 'ppid='))
    return {
      pid: parent,
      command: process.platform === 'linux' ? linuxCommand(parent) : ps(parent, 'command='),
    }
  } catch {
    // The chain ends where it cannot be read.
    return { pid: 0, command: '' }
  }
}

/** Field 4 of /proc/<pid>/stat, counted after the command's closing bracket, since a command may hold spaces. */
const linuxParent = (pid) =>
  Number(
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ')[1],
  )

const linuxCommand = (pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')

const ps = (pid, column) =>
  execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim()

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
