/** `npm run build`: everything in dist/, from nothing. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildPage } from './build-page.ts';
import { bundle } from './bundle.ts';
import { carriedData } from './carried-data.ts';
import { packageFolders, readPackage, thirdPartyNotices } from './notices.ts';
import { writeSchemas } from './schemas.ts';

export async function buildDist(root: string, outdir = `${root}dist`): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const metafile = await bundle(root, outdir);

  // What ended up in the output, not all that was looked at: tree shaking drops whole packages.
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const packages = [
    ...packageFolders(inputs).map((folder) => readPackage(`${root}${folder}`)),
    ...carriedData(root),
  ];
  writeFileSync(`${outdir}/THIRD-PARTY-NOTICES.txt`, thirdPartyNotices(packages));

  // So that node reads the files as ES modules wherever the folder is copied to.
  writeFileSync(`${outdir}/package.json`, '{"type":"module"}\n');
  writeFileSync(`${outdir}/report-page.html`, await buildPage(root));
  await writeSchemas(root, outdir);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildDist(fileURLToPath(new URL('../../', import.meta.url)));
}
