/** A program of its own, for what Node reads when it starts: prints the groups of a tenant that it finds. */
import { createDirectoryReader } from '../../../../src/adapters/graph/create-directory-reader.ts';
import { openGraph } from '../../../../src/adapters/graph/open-graph.ts';
import { systemClock } from '../../../../src/adapters/node/system-clock.ts';
import { readTerminalEntra } from '../../../../src/inputs/entra-inputs.ts';

const connection = openGraph({
  target: { tenantId: process.env['TENANT_ID'] ?? '', cloud: 'public' },
  access: readTerminalEntra(process.env),
  fetchIdToken: () => Promise.reject(new Error('no job')),
  clock: systemClock,
  env: process.env,
});
const found = await createDirectoryReader(connection).findGroups(['Admins']);
process.stdout.write(JSON.stringify(found.map(({ displayName }) => displayName)));
connection.close();
