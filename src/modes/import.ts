import type { Checked } from '../core/diagnostics/diagnostic.ts';
import { filesAsSource, pathIn } from '../core/import/files-as-source.ts';
import { importOrganization } from '../core/import/import-organization.ts';
import type { TerraformHandover } from '../core/import/terraform/hand-over.ts';
import {
  ofInstance,
  parseTerraformState,
  type TerraformState,
} from '../core/import/terraform/parse-state.ts';
import { DEFAULT_REQUESTS_PER_SECOND } from '../core/mapping/declare/read-identity-center.ts';
import { loadMapping } from '../core/mapping/load-mapping.ts';
import { directoryOf } from '../core/mapping/paths.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import { findInstance } from '../effects/find-instance.ts';
import {
  type BeforeImport,
  newsOf,
  readBeforeImport,
  refuseOverwriting,
  writeImported,
} from '../effects/import-files.ts';
import { readForImport } from '../effects/read-for-import.ts';
import { runDiagnostic, RunProblem } from '../effects/run-problem.ts';
import { scopeText } from '../core/import/write-settings.ts';
import type { Importing } from '../inputs/importing.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectReaders } from '../ports/connect.ts';
import type { Journal } from '../ports/journal.ts';
import type { MappingFilesWriter } from '../ports/mapping-files-write.ts';
import type { StateFileReader } from '../ports/state-file-read.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { importJson } from '../report/import-json.ts';
import type { ImportTelling } from '../report/import-sections.ts';
import { importSummary } from '../report/import-summary.ts';
import { importWords } from '../report/import-words.ts';
import { terraformHandover } from '../report/terraform-handover.ts';
import { requireApplications, requireExactImport } from './require-exact-import.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

export interface ImportPorts {
  readonly connect: ConnectReaders;
  /** Files as they are on disk. */
  readonly trees: TreeReader;
  readonly files: MappingFilesWriter;
  readonly states: StateFileReader;
  readonly clock: Clock;
  readonly journal: Journal;
}

export interface ImportTask {
  readonly directory: string;
  readonly region: string | null;
  /** What somebody asked for; null where nobody did. */
  readonly owner: string | null;
  /** The repository's name, or the directory's. */
  readonly repositoryName: string;
  readonly importing: Importing;
}

/** Writes mapping files that say what is live, and nothing to AWS. */
export async function importMode(ports: ImportPorts, task: ImportTask): Promise<RunReport> {
  const { directory, importing } = task;
  const state = await readState(ports, importing);
  const before = await readBeforeImport(ports.trees, directory);
  const owner = ownerOf(task, before);
  const snapshot = await readLive(ports, task, before);
  const terraform = partOf(state.value, snapshot);
  const imported = importOrganization(snapshot, {
    directory,
    owner,
    exact: importing.exact,
    users: importing.users,
    kept: before.kept,
    terraform,
  });
  requireApplications(imported, before);
  const now = new Date(ports.clock.now()).toISOString();
  const updates = requireExactImport(imported, before, snapshot, { directory, now });
  const { handover } = imported;
  const beside = handover === null ? [] : handoverOf(handover, directory);
  const there = new Map(before.files);
  for (const [path] of beside) there.set(path, (await ports.files.read(path)) ?? '');
  const news = newsOf(new Map([...imported.files, ...beside]), there);
  if (!importing.force) await refuseOverwriting(ports.files, directory, news);
  if (news.size > 0) await writeImported(ports.files, news, importing.force);
  const telling = { directory, imported, written: [...news.keys()], updates };
  return reportOf(telling, state.diagnostics);
}

async function readState(
  { states }: ImportPorts,
  { terraformState: path }: Importing,
): Promise<Checked<TerraformState>> {
  if (path === null) return { value: null, diagnostics: [] };
  const parsed = parseTerraformState(await states.read(path));
  if (parsed.value === null) throw new RunProblem(parsed.diagnostics, { result: 'invalid' });
  return parsed;
}

/** Of the instance that is imported; a state of another one is a mistake. */
function partOf(state: TerraformState | null, { instance }: Snapshot): TerraformState | null {
  if (state === null) return null;
  const own = ofInstance(state, instance.arn);
  if (own.managed.length > 0) return own;
  const others = state.instances.join(', ');
  throw new RunProblem([
    runDiagnostic(
      'terraform-state',
      `the Terraform state holds nothing of the instance ${instance.arn}`,
      {
        why: others === '' ? 'it has no aws_ssoadmin resource at all' : `it is about ${others}`,
        help: 'name the state that manages IAM Identity Center, or leave --terraform-state out to import everything',
      },
    ),
  ]);
}

/** Beside the config directory, where no plan reads it. */
function handoverOf(
  handover: TerraformHandover,
  directory: string,
): readonly (readonly [string, string])[] {
  if (handover.letGo.length === 0) return [];
  return [[pathIn(directoryOf(directory), 'terraform-handover.md'), terraformHandover(handover)]];
}

function ownerOf({ owner, repositoryName }: ImportTask, { kept }: BeforeImport): string {
  if (kept !== null) return kept.mapping.settings.owner.value;
  const found = owner ?? nameAsOwner(repositoryName);
  const text = scopeText(found, false);
  const files = new Map([['settings.yaml', text]]);
  const { diagnostics } = loadMapping(filesAsSource('', files));
  const problems = diagnostics.filter(({ severity }) => severity === 'error');
  if (problems.length === 0) return found;
  throw new RunProblem(
    problems.map((problem) => ({ ...problem, at: null })),
    { result: 'invalid' },
  );
}

/** A directory may be called what no tag takes. */
function nameAsOwner(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'access' : plain;
}

async function readLive(
  { connect, journal }: ImportPorts,
  { region, importing }: ImportTask,
  { kept }: BeforeImport,
): Promise<Snapshot> {
  const settings = kept?.mapping.settings ?? null;
  const found = settings?.region ?? region;
  if (found === null) {
    throw new RunProblem([
      runDiagnostic('no-region', 'no Region is known for IAM Identity Center', {
        help: 'name its home Region: --region at a terminal, the input aws-region in a workflow, or AWS_REGION',
      }),
    ]);
  }
  const requestsPerSecond = settings?.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND;
  const readers = connect({ region: found, requestsPerSecond });
  const instanceArn = settings?.instanceArn ?? null;
  const instance = await findInstance(readers, { instanceArn }, found);
  const question = { instance, accountTags: !importing.exact, requestsPerSecond };
  return readForImport(readers, question, journal);
}

function reportOf(telling: ImportTelling, diagnostics: RunReport['diagnostics']): RunReport {
  const result = telling.written.length > 0 ? 'changes' : 'clean';
  return {
    ...withoutPlan(result, 0, { diagnostics, summary: importSummary(telling) }),
    words: importWords(telling),
    files: { 'import.json': importJson(telling) },
  };
}
