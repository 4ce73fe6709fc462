#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `identity-center-reconciler needs Node 22.22 or newer; this is ${process.version}\n`,
  );
  process.exit(1);
}
// Imported only now: an older Node would end in an error that says nothing.
const { runCommand } = await import('./program.js');

await runCommand();
