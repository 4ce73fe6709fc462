import type { CodeEntry } from './code-entry.ts';

/** Codes that files and the live organization show together. */
export const planCodes = {
  'unknown-group': {
    meaning: 'A rule names a group that is not in the identity store.',
    remedy: 'Correct the name, or let Entra provision the group first.',
  },
  'unknown-user': {
    meaning: 'A rule names a user who is not in the identity store.',
    remedy: 'Correct the user name, or let Entra provision the user first.',
  },
  'ambiguous-group': {
    meaning: 'A group name answers to several groups, or to names that differ only by case.',
    remedy: 'Name the group as entra:<object id> or id:<identity store id>.',
  },
  'unknown-application': {
    meaning: 'A rule names an application that Identity Center does not have.',
    remedy: 'Correct the name or ARN, or remove the application from the rule.',
  },
  'ambiguous-application': {
    meaning: 'Several applications have the name that a rule uses.',
    remedy: 'Name the one you mean by its ARN.',
  },
  'application-open': {
    meaning: 'An application that a rule names lets everybody in, whoever is assigned to it.',
    remedy: 'Have it require assignments, or know that assignments do not limit who uses it.',
  },
  'application-disabled': {
    meaning: 'An application that a rule names is disabled, so nobody can use it.',
    remedy: 'Enable it in the Identity Center console, or take it out of the rule.',
  },
  'application-taken-over': {
    meaning:
      'This change is the first to name an application, so what nobody declares on it is unassigned.',
    remedy: 'Declare what should stay in the same pull request.',
  },
  'group-deleted': {
    meaning: 'A rule names a group that was deleted in Entra and can still be restored.',
    remedy: 'Restore it in the Entra admin center, or take it out of the rule.',
  },
  'group-not-in-entra': {
    meaning: 'A rule names a group that the identity store has and Entra has not.',
    remedy: 'Correct the name, or name the group of AWS as id:<identity store id>.',
  },
  'group-not-security-enabled': {
    meaning: 'A rule names a group of Entra that is not security-enabled, so it cannot reach AWS.',
    remedy: 'Name a security group.',
  },
  'group-not-assigned': {
    meaning: 'A group that a rule names is not assigned to the enterprise application.',
    remedy: 'Assign it, or let the apply do it with settings.entra.groupSync: manage.',
  },
  'group-not-synced': {
    meaning: 'A group that a rule names is in Entra and not in AWS yet: its grants wait.',
    remedy: 'Nothing: the first apply after it has come grants what waits.',
  },
  'group-nested': {
    meaning: 'A group that a rule names has groups inside, whose people get nothing from it.',
    remedy: 'Name the inner groups, or make their people direct members.',
  },
  'group-no-longer-named': {
    meaning:
      'A change takes away the last rule of a group that stays assigned to the application. Told once, with groupSync: manage before and after; nothing records who assigned it.',
    remedy: 'List it in settings.entra.unassignGroups to have it removed, or leave it.',
  },
  'unassign-blocked': {
    meaning:
      'A group is to be taken out of the application that a rule names or that still holds something: AWS would delete all of it.',
    remedy: 'Take it out of the rules and revoke what it holds first.',
  },
  'ambiguous-user': {
    meaning: 'A user name answers to several users.',
    remedy: 'Name the user as id:<identity store id>.',
  },
  'unknown-account': {
    meaning: 'A rule, exception or account set names an account that is not in the organization.',
    remedy: 'Correct the name or id, or remove it.',
  },
  'ambiguous-account': {
    meaning: 'Several accounts have the name that a selector uses.',
    remedy: 'Use the account id.',
  },
  'unknown-unit': {
    meaning: 'A selector names an organizational unit that does not exist.',
    remedy: 'Use the path from the root, or the unit id.',
  },
  'ambiguous-unit': {
    meaning: 'Several organizational units have the path that a selector uses.',
    remedy: 'Use the unit id.',
  },
  'empty-selector': {
    meaning: 'A selector, or a rule with its exceptions, matches no account.',
    remedy: 'Correct it, or say allowEmpty: true where it may match nothing.',
  },
  'suspended-account': {
    meaning: 'A selector names only accounts that are suspended or closing, which are left alone.',
    remedy: 'Remove the account once it is closed.',
  },
  'accounts-out-of-scope': {
    meaning: 'Accounts that are suspended, closing or not yet active are left alone on both sides.',
    remedy: 'Nothing to do; their assignments end with the account.',
  },
  'ignore-matches-nothing': {
    meaning: 'An ignore entry names accounts that match nothing, so it ignores nothing.',
    remedy: 'Correct the accounts, or remove the entry.',
  },
  'unread-part': {
    meaning:
      'Something could not be read. As an error: every revocation that it could be hiding is blocked. As a warning: it would only have informed.',
    remedy: 'Run again; if it stays, allow the action named.',
  },
  'set-owned-by-other': {
    meaning: 'A declared permission set carries the ownership tag of another owner.',
    remedy: 'Let the other owner release it first, or declare it under another name.',
  },
  'set-ignored': {
    meaning: 'A permission set with the ownership tag is covered by an ignore entry.',
    remedy: 'Remove the ignore entry, or release the set.',
  },
  'delete-blocked': {
    meaning: 'A permission set cannot be deleted while assignments on it are left alone.',
    remedy: 'Remove those assignments by hand, or release the set.',
  },
  'management-account-out-of-reach': {
    meaning:
      'A delegated administrator can touch neither the management account nor any permission set provisioned there.',
    remedy:
      'Run with credentials of the management account, or keep separate sets for the management account.',
  },
  'adoption-revokes': {
    meaning: 'Adopting a permission set makes this tool remove assignments that no rule declares.',
    remedy: 'Declare the assignments that should stay, in the same pull request.',
  },
  'settings-changed': {
    meaning: 'This change edits settings, which decide what is guarded and what is ignored.',
    remedy: 'Review the settings as carefully as the rules.',
  },
  'guardrails-loosened': {
    meaning:
      'This change takes away or weakens guardrails, which judge it once more and no change after it.',
    remedy: 'Ask what the next pull request is to do that they would refuse.',
  },
  'attributes-no-longer-declared': {
    meaning:
      'The files no longer declare attributes for access control; those that live stay as they are.',
    remedy: 'Nothing, or declare `accessControlAttributes: {}` to turn them off.',
  },
  'account-sets-changed': {
    meaning: 'This change edits account sets, which rules and guardrails refer to.',
    remedy: 'Check the rules that use them.',
  },
  'ignore-widened': {
    meaning: 'With this change, live assignments that were managed are ignored from now on.',
    remedy: 'Make sure that somebody else looks after them.',
  },
  emptying: {
    meaning:
      'This change takes away every assignment that a permission set, an account or a principal had.',
    remedy: 'Make sure that it is meant; from ten assignments up, take them away in smaller steps.',
  },
  'guardrail-broken': {
    meaning:
      'A rule of `settings.guardrails` speaks against operations of a plan: an error refuses them, a warning tells.',
    remedy:
      'Take them out of the change, or change the guardrail in a pull request of its own, merged first.',
  },
  'guardrail-broken-before': {
    meaning:
      'Access that stands already breaks a rule of `settings.guardrails`, or nobody can say whether it does.',
    remedy: 'Take it away, or make an exception in the rule.',
  },
  'guardrail-unknown': {
    meaning:
      'A rule of `settings.guardrails` asks for what is not known, so it refuses the operations that it is asked about.',
    remedy: 'Mend what could not be read, and run it again.',
  },
  'protected-access': {
    meaning:
      'Access that `settings.guardrails.protect` names would be revoked. Nothing overrides that.',
    remedy:
      'Leave it declared; to give it up, take it out of `protect` in a pull request of its own, merged first.',
  },
  'revocation-limit': {
    meaning: 'A change takes away more assignments than `maxRevocations` allows.',
    remedy:
      'Make it smaller, or have it allowed by a review that says `/allow` and the plan’s digest.',
  },
  'grant-limit': {
    meaning: 'A change grants more assignments than `maxGrants` allows.',
    remedy:
      'Make it smaller, or have it allowed by a review that says `/allow` and the plan’s digest.',
  },
  'group-recreated': {
    meaning:
      'A declared group was deleted and created again, so its old assignments are dead; or AWS still has another group of its name, which Entra could take over for it.',
    remedy:
      'Check who made the new group. Where the old one is dead, approve the drift plan to move its access; where AWS has another one of that name, give one of the two another name.',
  },
  'group-renamed': {
    meaning:
      'A group holds what a rule gives to another one of the rule’s name, which holds nothing of it: the first may have been renamed.',
    remedy: 'Correct the name in the rule, or name the one you mean as entra:<object id>.',
  },
  'dead-principal': {
    meaning: 'Assignments refer to a user or group that no longer exists.',
    remedy: 'Approve the drift plan to remove them.',
  },
  'user-assignments': {
    meaning: 'Users hold direct assignments on managed sets while rules may not name users.',
    remedy: 'Move the users into groups, or set manage.users: true and declare them.',
  },
  'grant-expires': {
    meaning: 'A grant ends at the time its rule says.',
    remedy: 'Extend expires before then, if the access must stay.',
  },
  'not-applied-yet': {
    meaning: 'An edit also brings parts that were merged or pushed before and never applied.',
    remedy: 'Review them with this change: merging approves them too.',
  },
  'base-unreadable': {
    meaning:
      'The mapping files of the base commit are not valid, so everything counts as this change.',
    remedy: 'Review the whole plan.',
  },
  'policy-refused-by-check': {
    meaning:
      'AWS finds an error in an inline policy that this change writes: some of it does not work.',
    remedy: 'Correct the policy at the line given.',
  },
  'policy-security-warning': {
    meaning: 'AWS finds that an inline policy which this change writes allows more than is safe.',
    remedy: 'Narrow it at the line given, or have a reviewer agree to it.',
  },
  'policy-remark': {
    meaning: 'AWS has something to say of an inline policy that this change writes.',
    remedy: 'Read it; nothing has to be done.',
  },
  'policies-unchecked': {
    meaning: 'AWS was not asked about all inline policies that this change writes.',
    remedy: 'Nothing, or allow access-analyzer:ValidatePolicy to the role that plans.',
  },
  'unknown-action': {
    meaning:
      'An inline policy names an action that the list of IAM actions shipped here does not have.',
    remedy: 'Check its spelling; an action newer than the list is fine.',
  },
} as const satisfies Record<string, CodeEntry>;
