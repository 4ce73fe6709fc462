import { loadMapping } from '../mapping/load-mapping.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { createPrincipalWord } from '../mapping/write/principal-words.ts';
import { applicationKey } from '../model/application.ts';
import { partitionOf } from '../model/ids.ts';
import { OWNERSHIP_TAG } from '../model/permission-set.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { nameRepeated } from './account-sets.ts';
import { commonDefaults } from './common-defaults.ts';
import { createAccountExpressions } from './express-accounts.ts';
import { type Files, filesAsSource, pathIn } from './files-as-source.ts';
import { type Folded, foldGrants } from './fold-grants.ts';
import { managedByTerraform, noteGone, unknownToTerraform } from './from-terraform.ts';
import { type Gathered, gatherLive } from './gather-live.ts';
import { keptDefaults, type KeptSettings, withEntries } from './kept-settings.ts';
import { type ImportNote, Notes } from './note.ts';
import {
  assignmentKey,
  handOver,
  type TakenOver,
  type TerraformHandover,
} from './terraform/hand-over.ts';
import type { TerraformState } from './terraform/parse-state.ts';
import { applicationFiles } from './write-applications.ts';
import { accountSetFiles } from './write-account-sets.ts';
import { placeRule, ruleFiles } from './write-rules.ts';
import { setFiles, whyInexpressible } from './write-sets.ts';
import { ignoreEntries, scopeText, type SettingsQuestion, settingsText } from './write-settings.ts';

export interface ImportOptions {
  /** The config directory, from the repository's root. */
  readonly directory: string;
  readonly owner: string;
  /** Accounts are named one by one, without units and tags. */
  readonly exact: boolean;
  readonly users: boolean;
  /** Null where the directory has none yet; else they decide about owner and scope. */
  readonly kept: KeptSettings | null;
  /** A state of this instance: what it manages is imported alone. Null for everything that is live. */
  readonly terraform: TerraformState | null;
}

export interface ImportCounts {
  readonly permissionSets: number;
  /** Permission sets that no owner has yet. */
  readonly adoptions: number;
  readonly assignments: number;
  readonly rules: number;
  readonly accountSets: number;
  /** Of groups and users to applications. */
  readonly applicationAssignments: number;
  readonly applicationRules: number;
}

export interface Imported {
  /** Text by path from the repository's root, sorted. */
  readonly files: Files;
  /** What is live and not in the files. */
  readonly notes: readonly ImportNote[];
  readonly counts: ImportCounts;
  /** What becomes of the Terraform state; null where none was asked about. */
  readonly handover: TerraformHandover | null;
}

const growing = [
  '"all", "ou:" and "tag:" mean exactly the accounts that have this access now. Accounts that join',
  'them later get it too: name accounts one by one where that must not be.',
];

/** Mapping files for what is live, exactly: a plan of them adopts sets and changes nothing. */
export function importOrganization(snapshot: Snapshot, options: ImportOptions): Imported {
  const { directory, exact, kept } = options;
  const scope = scopeOf(options);
  const managed =
    options.terraform === null ? null : managedByTerraform(options.terraform, snapshot);
  const partition = partitionOf(snapshot.instance.arn);
  const notes = new Notes();
  const gathered = gatherLive(
    snapshot,
    { scope, only: managed, problemOf: (set) => whyInexpressible(set, partition) },
    notes,
  );
  const { permissionSets, undeclarable, grants, applications, dead } = gathered;
  noteUnread(snapshot, notes);
  const taken = new Set<string>(permissionSets.map(({ arn }) => arn));
  if (managed !== null) noteGone(managed, snapshot, taken, notes);
  const principalWord = createPrincipalWord(snapshot);
  const folded = foldGrants(grants, snapshot);
  const { expressions, wordOf } = express(folded, snapshot, exact);
  const { accountSets, wheres } = nameRepeated(
    expressions,
    wordOf,
    scope.accountSets.map(({ name }) => name),
  );
  const pathOf = unitNames(snapshot);
  const commentOf = (rule: Folded): readonly string[] =>
    managed === null ? [] : unknownToTerraform(rule, managed);
  const rules = folded.flatMap((rule, at) => {
    const where = wheres[at];
    return where === undefined
      ? []
      : [placeRule(rule, where, principalWord, pathOf, commentOf(rule))];
  });
  const defaults = kept === null ? commonDefaults(permissionSets) : keptDefaults(kept);
  const onApplications = applicationFiles(directory, applications, snapshot, principalWord);
  const isWide = expressions.some(({ wide }) => wide.length > 0);
  const files = [
    settingsFile({
      ...options,
      snapshot,
      attributes: managed?.takesAttributes ?? true,
      defaults,
      dead,
      undeclarable,
      notes: notes.all(),
    }),
    ...accountSetFiles(directory, accountSets),
    ...setFiles(directory, permissionSets, { partition, defaults }),
    ...ruleFiles(directory, rules, isWide ? growing : []),
    ...onApplications.files,
  ];
  if (kept !== null) noteForgottenEnds(kept, new Set(files.map(([path]) => path)), notes);
  return {
    files: new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    notes: notes.all(),
    counts: {
      permissionSets: permissionSets.length,
      adoptions: permissionSets.filter(({ tags }) => !Object.hasOwn(tags, OWNERSHIP_TAG)).length,
      assignments: grants.length,
      rules: rules.length,
      accountSets: accountSets.length,
      applicationAssignments: applications.length,
      applicationRules: onApplications.rules,
    },
    handover:
      options.terraform === null
        ? null
        : handOver(options.terraform, takenOver(gathered, snapshot, kept, notes), snapshot),
  };
}

function takenOver(
  { permissionSets, leftAlone, applications, dead }: Gathered,
  snapshot: Snapshot,
  kept: KeptSettings | null,
  notes: Notes,
): TakenOver {
  const live = snapshot.accessControlAttributes;
  return {
    permissionSets: new Set(permissionSets.map(({ arn }) => arn)),
    leftAlone: new Map(leftAlone.map(({ assignment, why }) => [assignmentKey(assignment), why])),
    applicationAssignments: new Set(
      applications.map(({ application, principal }) => applicationKey(application.arn, principal)),
    ),
    deadPrincipals: new Set(dead.map(({ principal }) => principal.id)),
    attributes:
      kept === null
        ? live !== null && live.status !== 'failed'
        : kept.mapping.settings.accessControlAttributes !== null,
    notes: notes.all(),
  };
}

/** What is temporary in files that are written anew would quietly become permanent. */
function noteForgottenEnds(
  { mapping }: KeptSettings,
  written: ReadonlySet<string>,
  notes: Notes,
): void {
  for (const { at, expires } of [...mapping.rules, ...mapping.applications]) {
    if (expires === null || !written.has(at.file)) continue;
    notes.add('forgotten-end', `${at.file}:${at.line}`, 0, `until ${expires.value.slice(0, 10)}`);
  }
}

function scopeOf({ kept, owner, users }: ImportOptions): Mapping {
  if (kept !== null) {
    const { mapping } = kept;
    const settings = { ...mapping.settings, users: mapping.settings.users || users };
    return { ...mapping, settings, permissionSets: [], rules: [], applications: [] };
  }
  const text = scopeText(owner, users);
  const { value } = loadMapping(filesAsSource('access', new Map([['access/settings.yaml', text]])));
  if (value === null) throw new TypeError(`"${owner}" cannot be an owner's name`);
  return value;
}

function settingsFile(question: SettingsQuestion & ImportOptions): readonly [string, string] {
  const { kept, directory, dead, undeclarable, users } = question;
  if (kept === null) return [pathIn(directory, 'settings.yaml'), settingsText(question)];
  const isNews = users && !kept.mapping.settings.users;
  return [kept.file, withEntries(kept, ignoreEntries(dead, undeclarable), isNews)];
}

/** Each word saved by a tag is worth the tags of so many accounts, which every plan then reads. */
const ACCOUNTS_FOR_A_WORD = 20;
/** At ten a second, ten seconds of every plan: more is for people to choose. */
const MOST_ACCOUNTS_BY_TAG = 100;

/** By tag only where that saves enough: a plan without tags is faster by a request an account. */
function express(rules: readonly Folded[], snapshot: Snapshot, exact: boolean) {
  const [plain, tagged] = [false, true].map((byTag) => {
    const { expressionOf, wordOf } = createAccountExpressions(snapshot, { exact, byTag });
    const expressions = rules.map(({ accounts }) => expressionOf(accounts));
    const words = expressions.reduce(
      (sum, { wide, named, except }) => sum + wide.length + named.length + except.length,
      0,
    );
    return { expressions, wordOf, words };
  });
  if (plain === undefined || tagged === undefined) throw new TypeError('two ways were tried');
  const saved = plain.words - tagged.words;
  const { length: accounts } = snapshot.accounts;
  const isWorth = accounts <= MOST_ACCOUNTS_BY_TAG && saved * ACCOUNTS_FOR_A_WORD >= accounts;
  return isWorth ? tagged : plain;
}

function noteUnread({ unread, accessControlAttributes: live }: Snapshot, notes: Notes): void {
  const tags = unread.filter(({ part }) => part === 'account-tags');
  const [first] = tags;
  if (first !== undefined) notes.add('tags-unread', `${tags.length} accounts`, 0, first.why);
  for (const part of unread) {
    if (part.part === 'access-control-attributes') notes.add('attributes', 'unread', 0, part.why);
  }
  if (live?.status === 'failed') notes.add('attributes', 'failed', 0, live.reason);
}

/** Names of the units that hold an account, from below the root. */
function unitNames({ organizationalUnits }: Snapshot): (ouIds: readonly string[]) => string[] {
  const names = new Map(organizationalUnits.map(({ id, name }) => [id, name]));
  return (ouIds) => ouIds.slice(1).map((id) => names.get(id) ?? id);
}
