import type { CodeEntry } from './code-entry.ts';

/** Codes of a run: inputs, credentials, AWS and GitHub errors, what was held. */
export const runCodes = {
  'access-denied': {
    meaning: 'AWS refused an action to the role of this run.',
    remedy: 'Attach the action named to that role.',
  },
  'invalid-input': {
    meaning:
      'An input of the Action, or an argument on the command line, has a value it cannot have.',
    remedy: 'Correct the value in the workflow or the command.',
  },
  'unknown-mode': {
    meaning: 'There is no mode of that name.',
    remedy: 'Use one of the modes listed, or leave the input out.',
  },
  'invalid-event': {
    meaning: 'The event of this run cannot be read, or is none that the mode can be chosen by.',
    remedy: 'Run the Action on pull_request, push, schedule or workflow_dispatch, or name a mode.',
  },
  'mode-refused': {
    meaning:
      'The mode may not run under this event, because what it reads there is not what was reviewed.',
    remedy:
      'Apply on a push to the default branch, on a schedule or by hand from the default branch.',
  },
  'validated-only': {
    meaning:
      'The files were checked without credentials, because this event must not be given any.',
    remedy: 'Nothing, unless a plan was expected: then push the branch to the repository itself.',
  },
  'aws-credentials': {
    meaning: 'AWS refused the credentials of this run, or there were none.',
    remedy: 'Put the credentials step before this one, and allow id-token: write.',
  },
  'files-unreadable': {
    meaning: 'The mapping files on disk cannot be read, or are too many or too large.',
    remedy: 'Look at their permissions, and name the directory of the mapping files alone.',
  },
  'uncommitted-edits': {
    meaning: 'A plan compares commits, and mapping files on disk differ from the newest one.',
    remedy: 'Commit the edits to have them in the plan.',
  },
  'aws-error': {
    meaning: 'A call to AWS failed in a way that no retry could mend.',
    remedy: 'Read the action, the Region and the message; run it again once it is mended.',
  },
  'github-error': {
    meaning: 'A call to GitHub failed in a way that no retry could mend.',
    remedy: 'Check the permissions of the token, then run it again.',
  },
  'entra-sign-in': {
    meaning: 'Microsoft Entra ID did not sign this run in, or there was nothing to sign in with.',
    remedy:
      'Correct the place that the message names: the federated credential, the client id, the tenant, the secret, or id-token: write.',
  },
  'entra-permission': {
    meaning: 'Microsoft Graph refused a call to the application of this run.',
    remedy:
      'Grant the application permission named to the app registration, and consent to it as an administrator.',
  },
  'entra-error': {
    meaning: 'A call to Microsoft Entra ID or Graph failed in a way that no retry could mend.',
    remedy: 'Read the call and the message; run it again once it is mended.',
  },
  'no-instance': {
    meaning:
      'No organization instance of IAM Identity Center is visible in the Region of this run.',
    remedy:
      'Set settings.identityCenter.region to the home Region of Identity Center, and use credentials of the management account or of the delegated administrator.',
  },
  'several-instances': {
    meaning: 'More than one instance of IAM Identity Center fits.',
    remedy: 'Set settings.identityCenter.instanceArn.',
  },
  'no-application': {
    meaning: 'The tenant has no enterprise application that fits.',
    remedy: 'Set settings.entra.application to its object id.',
  },
  'several-applications': {
    meaning: 'Several enterprise applications of the tenant may be the one for AWS.',
    remedy: 'Set settings.entra.application to the object id of the one you mean.',
  },
  'no-region': {
    meaning: 'No Region is known for IAM Identity Center.',
    remedy: 'Set settings.identityCenter.region, or the input aws-region.',
  },
  'no-base': {
    meaning: 'There is no complete apply to count from, so this run applies nothing.',
    remedy: 'Merge a reviewed pull request, or approve a whole plan with approve-plan.',
  },
  'not-current': {
    meaning: 'The pull request has moved on or is closed, so this run writes no comment.',
    remedy: 'Nothing to do: the run of the newer commit comments.',
  },
  'merge-conflict': {
    meaning: 'The pull request has no test merge, because it conflicts with its base.',
    remedy: 'Resolve the conflict; the plan follows by itself.',
  },
  'record-untrusted': {
    meaning:
      'The plan comment or the artifact of a merged pull request was not taken as a record of its review.',
    remedy: 'Open a new pull request, or approve the plan by its digest.',
  },
  'allow-not-counted': {
    meaning: 'A review says "/allow", and does not let the plan cross its limits.',
    remedy:
      'Let somebody who may write to the repository, and has no part in the pull request, approve its head with "/allow" and all 64 digits of the plan, and edit nothing.',
  },
  unexpected: {
    meaning: 'Something happened that this program does not expect: a bug, or an unknown answer.',
    remedy: 'Report it with the lines shown.',
  },
  'issue-not-written': {
    meaning:
      'A drift run could not write, close or look for its issue; what it found stands in its log and summary.',
    remedy: 'Give its job the permission issues: write, and switch issues on in the repository.',
  },
  'drift-pull-request-not-written': {
    meaning:
      'A drift run with drift-pull-request could not write, find or withdraw its pull request; the issue and the summary still say how to keep what drifted.',
    remedy:
      'Give its job the permissions contents: write and pull-requests: write, and allow GitHub Actions to create pull requests in the settings of the repository. If somebody else committed to its branch, merge or delete that.',
  },
  'terraform-state': {
    meaning:
      'The file named as a Terraform state is none, or is of a format that is not understood.',
    remedy: 'Write it with "terraform state pull > state.json", and name that file.',
  },
  'terraform-resource': {
    meaning:
      'A Terraform state holds a resource of IAM Identity Center that mapping files have no word for, or that cannot be read.',
    remedy: 'Look at it by hand before you let Terraform forget anything; it is in no command.',
  },
  'terraform-instances': {
    meaning: 'A Terraform state holds resources of several instances of IAM Identity Center.',
    remedy: 'Import each instance into a config directory of its own.',
  },
  'files-exist': {
    meaning: 'Files that an import would write are there already, so it wrote nothing.',
    remedy:
      'Move them away, name another config directory, or overwrite them with --force: git still has them.',
  },
  'files-not-written': {
    meaning:
      'An import or a report could not write its files. An import then left everything as it was.',
    remedy:
      'Mend what the message names: a symbolic link on the way, or a directory that may not be written to.',
  },
  'import-differs': {
    meaning:
      'The files that an import would write do not say exactly what is live, so it wrote nothing.',
    remedy:
      'Do what the message says; if other mapping files are in the same directory, import into an empty one.',
  },
  held: {
    meaning:
      'Something that the mapping files ask for was in no reviewed plan, so it is not applied.',
    remedy: 'Open a pull request, or run the workflow by hand with approve-plan.',
  },
  'apply-failed': {
    meaning: 'Some operations of an apply did not succeed.',
    remedy: 'Mend what AWS says and run it again: it goes on from what is live.',
  },
} as const satisfies Record<string, CodeEntry>;
