import type { Mode } from '../mode.ts';

/** What help says of one mode; `docs/command-line.md` is made from it too. */
export interface ModePage {
  /** One line, for the list of modes. */
  readonly summary: string;
  /** What it does, writes and needs. */
  readonly about: string;
  /** Command lines without the program's name, each with what it is good for. */
  readonly examples: readonly { readonly line: string; readonly what: string }[];
  /** What stands on standard output with --json. */
  readonly json: string;
  /** What an exit status means here, where it says more than in general. */
  readonly statuses: readonly (readonly [status: number, meaning: string])[];
}

const failed = [1, 'the files are invalid, or something could not be read'] as const;
const reads = 'It needs AWS credentials that may read, and writes nothing in AWS or Entra ID.';

/** In the order in which help lists them: what somebody does first comes first. */
export const modePages: Readonly<Record<Mode, ModePage>> = {
  validate: {
    summary: 'check the mapping files, without any credentials',
    about:
      'Checks the mapping files as they are on disk, or in the commit of --head, and tells every problem with its line. It needs no credentials and no network.',
    examples: [
      { line: 'validate', what: 'check what is being edited' },
      { line: 'validate --watch', what: 'check again whenever a file changes, until Ctrl-C' },
      {
        line: 'validate --write-schema .vscode/access.schema.json',
        what: 'let editors complete the names of these files',
      },
      { line: 'validate --head HEAD~1 --json', what: 'check a commit, for another program' },
    ],
    json: 'the result and its diagnostics',
    statuses: [
      [1, 'a file is invalid'],
      [130, '--watch was ended with Ctrl-C'],
    ],
  },
  plan: {
    summary: 'show what would change in IAM Identity Center',
    about: `Compares the mapping files of a commit with what is live, and shows who would gain and lose what. Commits are compared, never edits that are not committed. ${reads}`,
    examples: [
      { line: 'plan', what: 'what an apply of the newest commit would do' },
      { line: 'plan --base main --exit-code', what: 'what this branch changes; 2 for changes' },
      { line: 'plan --profile audit --json', what: 'sign in by an AWS profile, for a program' },
    ],
    json: 'the plan, in the format of dist/plan.schema.json',
    statuses: [
      [1, 'the files are invalid, a guardrail refuses, or this change causes a blocked operation'],
      [2, 'there are changes, with --exit-code'],
    ],
  },
  apply: {
    summary: 'do what was reviewed',
    about:
      'Plans again and does what a merged pull request has reviewed, and nothing else. It needs AWS credentials that may write, and GITHUB_TOKEN and GITHUB_REPOSITORY, because GitHub knows what was reviewed. Better let the workflow do it, where the role that writes is out of the reach of people.',
    examples: [{ line: 'apply', what: 'finish what the last apply could not' }],
    json: 'the result, how each operation ended, and the plan',
    statuses: [[1, 'something failed, was held, or was refused']],
  },
  drift: {
    summary: 'show what differs from the files without their doing',
    about: `Compares everything that is live with the mapping files at the last complete apply, or without one at the commit, and tells what somebody changed elsewhere: who and when, as far as CloudTrail says, the lines that would keep it, and how to undo it. ${reads}`,
    examples: [
      { line: 'drift', what: 'what was changed elsewhere' },
      { line: 'drift --read complete', what: 'without trusting any shortcut in reading' },
    ],
    json: 'the plan that undoes what drifted, with each cause and what would keep it',
    statuses: [
      [1, 'there is drift, or something could not be read'],
      [2, 'there are changes and no drift, with --exit-code'],
    ],
  },
  import: {
    summary: 'write mapping files from what is live',
    about: `Writes mapping files for what IAM Identity Center holds now, so that the first plan is empty but for ownership tags. Files that are there are kept, unless --force is given; settings are kept even then. ${reads}`,
    examples: [
      { line: 'import --region eu-west-1', what: 'begin with an organization that has years' },
      {
        line: 'import --region eu-west-1 --terraform-state terraform.tfstate',
        what: 'take over from Terraform',
      },
    ],
    json: 'every file by path, with counts and what was left out',
    statuses: [failed, [2, 'files were written, with --exit-code']],
  },
  report: {
    summary: 'write who has what, for an access review',
    about: `Reads everything and writes access-report.html (one page, for people), access-report.csv and access-report.json: person, group, permission set, account, where it is declared and since when. ${reads}`,
    examples: [
      { line: 'report --output access-review', what: 'the three files, in a directory' },
      { line: 'report --json', what: 'the data alone, on standard output' },
    ],
    json: 'what access-report.json holds',
    statuses: [failed],
  },
  explain: {
    summary: 'say why somebody has or lacks access, or what a rule gives',
    about: `Follows one access from the person over group, rule, assignment and permission set to the account, and says where it breaks and what would mend it. With --rule it lists what a rule expands to. ${reads}`,
    examples: [
      {
        line: 'explain --principal ada@example.com --account payments-prod',
        what: 'why somebody gets in, or not',
      },
      {
        line: 'explain --principal Payments-Developers --account payments-dev --permission-set DeveloperAccess',
        what: 'the same for a group and one permission set',
      },
      { line: 'explain --rule access/payments.yaml:14', what: 'what a rule expands to' },
    ],
    json: 'the answer, link by link',
    statuses: [failed],
  },
  doctor: {
    summary: 'check how AWS and Entra ID are set up, without changing anything',
    about: `Checks the whole federation between Entra ID and AWS and says of each check what was seen and the one next step. ${reads} For Entra ID it uses AZURE_CLIENT_ID with a secret, or who is signed in to the Azure CLI.`,
    examples: [
      { line: 'doctor', what: 'the instance that the settings name' },
      { line: 'doctor --region eu-west-1', what: 'before there are any mapping files' },
    ],
    json: 'the checks, with their evidence',
    statuses: [[1, 'a check fails']],
  },
};
