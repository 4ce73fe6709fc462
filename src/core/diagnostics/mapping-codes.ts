import type { CodeEntry } from './code-entry.ts';

/** Codes that the files alone can show. */
export const mappingCodes = {
  'missing-config-directory': {
    meaning: 'The commit has no config directory, or it was emptied of every mapping file.',
    remedy:
      'Restore it, or correct the input `config`; taking everything away needs a change that says so.',
  },
  'too-many-files': {
    meaning:
      'The config directory and its includes hold more mapping files, or larger ones, than one run reads.',
    remedy: 'Merge small files, or split the directory by instance.',
  },
  'file-too-large': {
    meaning: 'A mapping or policy file is larger than 1 MiB.',
    remedy: 'Split it into several files.',
  },
  'symbolic-link': {
    meaning: 'A symbolic link stands in the config directory; links are never followed.',
    remedy: 'Replace it with the file itself, or name the other directory in `settings.include`.',
  },
  submodule: {
    meaning:
      'A git submodule stands in the config directory; its files are not part of the commit.',
    remedy: 'Put the files themselves into the config directory.',
  },
  'not-utf8': {
    meaning: 'A mapping or policy file is not UTF-8 text.',
    remedy: 'Save the file as UTF-8.',
  },
  'hidden-character': {
    meaning:
      'A control, direction-changing or zero-width character makes the file read differently from what it says.',
    remedy: 'Delete the character; retype the word if it cannot be seen.',
  },
  'invalid-yaml': {
    meaning: 'A mapping file is not well-formed YAML.',
    remedy: 'Mend the line shown.',
  },
  'tab-indentation': {
    meaning: 'A line is indented with a tab, which YAML does not allow.',
    remedy: 'Replace the tab with spaces.',
  },
  'multiple-documents': {
    meaning: 'A mapping file holds more than one YAML document.',
    remedy: 'Delete the `---` line, or move the second document into a file of its own.',
  },
  'unsupported-yaml': {
    meaning:
      'A mapping file uses a feature of YAML that has no meaning here, such as a tag or a key that is not text.',
    remedy: 'Write plain text, lists and maps of text keys.',
  },
  'invalid-alias': {
    meaning:
      'A YAML alias refers to nothing above it, or to something that holds the alias itself.',
    remedy: 'Correct the name after `*`, or quote the text.',
  },
  'too-many-aliases': {
    meaning: 'YAML aliases make a file far larger than it looks.',
    remedy: 'Write the values out, or name what repeats as an account set.',
  },
  'duplicate-key': {
    meaning: 'A key stands twice in one map, so one of its values would be lost.',
    remedy: 'Keep one key and put what both hold into it.',
  },
  'forbidden-key': {
    meaning:
      'A key has a meaning of its own in JavaScript and is refused (`__proto__`, `constructor`, `prototype`).',
    remedy: 'Choose another name.',
  },
  'unknown-key': {
    meaning: 'A key is not known at this place.',
    remedy: 'Correct its spelling, or move it to where it belongs.',
  },
  'missing-key': {
    meaning: 'A key that is needed is not there.',
    remedy: 'Add the key.',
  },
  'wrong-type': {
    meaning:
      'A value is of another kind than its key takes: a list for a text, a number for a name.',
    remedy: 'Write what the message says; quote numbers that are meant as text.',
  },
  'invalid-value': {
    meaning: 'A value is of the right kind but not one that its key takes.',
    remedy: 'Use one of the values named.',
  },
  'empty-list': {
    meaning: 'A list is empty, which could mean nothing or everything.',
    remedy: 'Name what is meant, or delete the key.',
  },
  'empty-text': {
    meaning: 'A text is empty.',
    remedy: 'Fill it in, or delete the key.',
  },
  'unquoted-account-id': {
    meaning: 'An account id stands without quotes, so YAML reads a number and loses leading zeros.',
    remedy: 'Put the id in quotes.',
  },
  'missing-settings': {
    meaning: 'No mapping file has `settings`.',
    remedy: 'Add `settings` with at least `manage.owner` to one file.',
  },
  'several-settings': {
    meaning: 'More than one mapping file has `settings`.',
    remedy: 'Keep `settings` in one file of the config directory.',
  },
  'invalid-plan-workflow': {
    meaning:
      'The settings want the record of a review from an artifact, and name no workflow that may leave it.',
    remedy:
      'Write `planWorkflow` as the path of that workflow from the root of the repository, such as `.github/workflows/access-plan.yml`.',
  },
  'missing-owner': {
    meaning:
      '`settings.manage.owner` is not given, so it is not known which permission sets belong to this directory.',
    remedy: 'Give the owner a name; it becomes the value of the ownership tag.',
  },
  'invalid-owner': {
    meaning: 'The owner cannot be the value of an AWS tag.',
    remedy: 'Use up to 256 letters, digits, spaces and _ . : / = + - @.',
  },
  'invalid-region': {
    meaning: 'The Region is not written like an AWS Region.',
    remedy: "Write the Region's code, such as eu-west-1.",
  },
  'invalid-instance-arn': {
    meaning: 'The instance ARN is not one of an IAM Identity Center instance.',
    remedy: "Copy it from the Identity Center console's settings page.",
  },
  'unassigned-group-named': {
    meaning: '`settings.entra.unassignGroups` lists a group that must not be taken out.',
    remedy: 'Take it out of the rules first, or out of the list; it needs groupSync: manage.',
  },
  'invalid-expression': {
    meaning:
      'A guardrail is not a CEL expression over the variables of docs/guardrails.md that is true or false.',
    remedy: 'Correct the place shown; docs/guardrails.md lists variables and functions.',
  },
  'invalid-guid': {
    meaning: 'An id of Microsoft Entra ID is not written like one.',
    remedy: 'Copy the id from the Entra admin center: 8-4-4-4-12 hexadecimal digits.',
  },
  'invalid-include': {
    meaning:
      'An included directory is absolute, leaves the repository, does not exist, or is read already.',
    remedy: 'Name another directory of this repository, relative to the config directory.',
  },
  'duplicate-name': {
    meaning: 'Two places define the same name.',
    remedy: 'Keep one, or rename the other.',
  },
  'similar-names': {
    meaning: 'Two permission sets differ only in upper and lower case.',
    remedy: 'Rename one, so that nobody mistakes it for the other.',
  },
  'duplicate-entry': {
    meaning: 'A list names the same thing twice.',
    remedy: 'Delete one of them.',
  },
  'unknown-permission-set': {
    meaning: 'A permission set is named that no mapping file declares.',
    remedy: 'Correct the name, or declare the set under `permissionSets`.',
  },
  'unknown-account-set': {
    meaning: 'An account set is named that no mapping file defines.',
    remedy: 'Correct the name, or define the set under `accountSets`.',
  },
  'account-set-cycle': {
    meaning: 'An account set includes itself, directly or through others.',
    remedy: 'Take one of the references out.',
  },
  'missing-principal': {
    meaning: 'A rule names neither groups nor users.',
    remedy: 'Add `groups`.',
  },
  'users-not-managed': {
    meaning: 'A rule names users, but `settings.manage.users` is not true.',
    remedy: 'Name a group, or set `settings.manage.users: true`.',
  },
  'invalid-principal': {
    meaning:
      'A group or user is not written as a name, `entra:<object id>` or `id:<identity store id>`.',
    remedy: 'Write one of the three.',
  },
  'invalid-application': {
    meaning: 'An application is not written as an exact name or the ARN of one.',
    remedy: 'Write its name as the Identity Center console shows it, or copy its ARN.',
  },
  'invalid-selector': {
    meaning: 'An account selector is malformed.',
    remedy:
      'Write an id in quotes, an exact name, or one of the prefixes name:, ou:, ou-direct:, tag:, set:.',
  },
  'invalid-expires': {
    meaning: '`expires` or `scimTokenExpires` is neither a date nor an RFC 3339 date-time.',
    remedy: 'Write 2027-03-31, or 2027-03-31T18:00:00Z.',
  },
  'declared-but-ignored': {
    meaning: 'The files declare what an entry of `settings.manage.ignore` says to leave alone.',
    remedy: 'Narrow the ignore entry, or delete the declaration.',
  },
  'declared-but-released': {
    meaning: 'A permission set is declared and listed in `settings.manage.release`.',
    remedy: 'Delete one of the two.',
  },
  'invalid-rename': {
    meaning:
      '`renamedFrom` names a permission set that is still declared, the set itself, or one that another set was renamed from.',
    remedy: 'Name the old permission set, whose declaration is gone.',
  },
  'invalid-permission-set-name': {
    meaning: "AWS would refuse the permission set's name.",
    remedy: 'Use 1 to 32 letters, digits and _ + = , . @ -.',
  },
  'invalid-description': {
    meaning: 'AWS would refuse the description: it is too long or has characters outside Latin-1.',
    remedy: 'Shorten it, or replace the character named.',
  },
  'invalid-relay-state': {
    meaning: 'AWS would refuse the relay state.',
    remedy: 'Write a URL of up to 240 plain characters.',
  },
  'invalid-duration': {
    meaning: 'A session duration is malformed or not between 1 hour and 12 hours.',
    remedy: 'Write a duration such as 8h or PT8H.',
  },
  'invalid-managed-policy': {
    meaning: 'An AWS managed policy is not written as name, path/name or ARN.',
    remedy: 'Write it like PowerUserAccess or job-function/ViewOnlyAccess.',
  },
  'invalid-customer-managed-policy': {
    meaning: 'IAM would refuse the name or path of a customer managed policy.',
    remedy: "Use the policy's name without its ARN; a path starts and ends with /.",
  },
  'invalid-permissions-boundary': {
    meaning: 'A permissions boundary names no policy, or two.',
    remedy: 'Name exactly one of customerManagedPolicy and managedPolicy.',
  },
  'too-many-policies': {
    meaning: 'A permission set has more managed policies than AWS attaches to a role.',
    remedy: 'Merge customer managed policies, or use the inline policy.',
  },
  'many-policies': {
    meaning:
      "A permission set has more managed policies than IAM's default quota of 10 for a role.",
    remedy: 'Make sure that every assigned account had its quota raised.',
  },
  'policy-file-not-found': {
    meaning:
      'A policy file is named that does not exist, or that lies outside the config directory.',
    remedy: 'Correct the path; it counts from the file that names it.',
  },
  'invalid-json': {
    meaning: 'A policy file is not well-formed JSON.',
    remedy: 'Mend the line shown.',
  },
  'invalid-policy': {
    meaning: 'A policy is not one that IAM would accept.',
    remedy: 'Correct the element shown.',
  },
  'policy-without-version': {
    meaning:
      'A policy has no Version, so IAM reads it by the rules of 2008, without policy variables.',
    remedy: 'Add "Version": "2012-10-17".',
  },
  'policy-too-large': {
    meaning: 'An inline policy is larger than AWS allows.',
    remedy: 'Move part of it into a customer managed policy.',
  },
  'invalid-tag': {
    meaning: "AWS would refuse a tag's key or value.",
    remedy:
      'Use letters, digits, spaces and _ . : / = + - @; keys up to 128, values up to 256 characters.',
  },
  'reserved-tag': {
    meaning: 'A tag key is reserved: `aws:` by AWS, the ownership tag by this tool.',
    remedy: 'Choose another key; the owner is given by `settings.manage.owner`.',
  },
  'too-many-tags': {
    meaning: 'A permission set has more tags than AWS allows, the ownership tag included.',
    remedy: 'Keep at most 49.',
  },
  'invalid-attribute': {
    meaning: 'AWS would refuse the key or the source of an attribute for access control.',
    remedy:
      'Keys have up to 128 letters, digits, spaces and _ . : / = + - @, and do not begin with aws:. A source is written like ${path:enterprise.department}.',
  },
  'similar-attributes': {
    meaning:
      'Two attributes for access control differ only in upper and lower case, which session tags do not tell apart.',
    remedy: 'Keep one of them.',
  },
  'too-many-attributes': {
    meaning: 'There are more attributes for access control than AWS allows.',
    remedy: 'Keep at most 50.',
  },
} as const satisfies Record<string, CodeEntry>;
