const wantedMajor = 24

/** Stops with one sentence unless this is the Node that the workspace pins; a half-finished install can leave another. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major === wantedMajor) return
  process.stderr.write(
    `Tillway needs Node ${wantedMajor}, this is ${process.versions.node}. ` +
      'Run "npx -y pnpm@12 install", which brings it along, and start again through pnpm.\n',
  )
  process.exit(1)
}
