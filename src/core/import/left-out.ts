import { grouped } from '../diagnostics/grouped.ts';
import type { ImportNote, NoteKind } from './note.ts';

/** Something that is live and not in the files, with what to do about it. */
export interface LeftOut {
  readonly headline: string;
  readonly names: readonly string[];
  readonly advice: string;
}

interface Words {
  readonly what: (subjects: number, assignments: string) => string;
  readonly advice: string;
  /** People are counted, not named: a job's log has more readers than this. */
  readonly hidesNames?: true;
}

const words: Readonly<Record<NoteKind, Words>> = {
  'control-tower-set': {
    what: (subjects, held) => `${count(subjects, 'permission set')} of AWS Control Tower${held}`,
    advice:
      'Control Tower puts back what anybody else changes. Declare one by its name if you want to manage it all the same.',
  },
  'control-tower-group': {
    what: (subjects, held) => `${count(subjects, 'group')} of AWS Control Tower${held}`,
    advice: 'They are left to Control Tower as long as no rule names them.',
  },
  'foreign-set': {
    what: (subjects, held) => `${count(subjects, 'permission set')} of another owner${held}`,
    advice: 'Another repository manages them: they carry its ownership tag.',
  },
  'ignored-set': {
    what: (subjects, held) => `${count(subjects, 'permission set')} that settings ignore${held}`,
    advice: 'Narrow manage.ignore to import them.',
  },
  ignored: {
    what: (subjects, held) => `${count(subjects, 'principal')} that settings ignore${held}`,
    advice: 'Narrow manage.ignore to import what they hold.',
    hidesNames: true,
  },
  'unread-set': {
    what: (subjects) => `${count(subjects, 'permission set')} that could not be read in full`,
    advice: 'Nothing is known of what else they hold, so they stay unmanaged. Run it again.',
  },
  'inexpressible-set': {
    what: (subjects, held) => `${count(subjects, 'permission set')} that no file can say${held}`,
    advice: 'They stay unmanaged. Mend each in AWS and import again, or write a new set for it.',
  },
  'out-of-reach-set': {
    what: (subjects, held) =>
      `${count(subjects, 'permission set')} with a role in the management account${held}`,
    advice:
      'A delegated administrator may not change them. Import and apply with a role in the management account to manage them.',
  },
  'dead-principal': {
    what: (subjects, held) => `${count(subjects, 'deleted principal')}${held}`,
    advice:
      'Settings ignore them, so that nothing is revoked by the first plan. Remove those lines to have it revoked.',
  },
  'dead-application': {
    what: (subjects, held) =>
      `${count(subjects, 'application')} with deleted principals assigned, and nobody whom a rule could name${held}`,
    advice:
      'No rule names them, so no plan touches what is left there. Take it away in AWS, or leave it: the access report shows it.',
  },
  user: {
    what: (subjects, held) => `${count(subjects, 'user')} with access of their own${held}`,
    advice:
      'Access of users is reported and never revoked unless settings say manage.users: true; import with --users to declare it.',
    hidesNames: true,
  },
  'unreadable-principal': {
    what: (subjects, held) => `${count(subjects, 'principal')} that could not be read${held}`,
    advice:
      'What they hold cannot be said, so sets and applications that they hold stay out. Run it again.',
  },
  'out-of-scope-account': {
    what: (subjects, held) =>
      `${count(subjects, 'account')} out of scope, because suspended, closing or not in the organization${held}`,
    advice: 'Nothing is planned for them; close them, or remove what is left there by hand.',
  },
  'old-version': {
    what: (subjects) => `${count(subjects, 'permission set')} with roles of an older version`,
    advice:
      'The first plan brings them up to date, because it takes the sets over as they are now.',
  },
  'tags-unread': {
    what: () => 'tags of accounts',
    advice:
      'They could not be read, so no rule names accounts by tag. Allow organizations:ListTagsForResource to have that tried.',
  },
  'unread-application': {
    what: () => 'applications that could not be read',
    advice: 'Who is assigned to them stays unmanaged. Look at the reason, and run it again.',
  },
  'gone-set': {
    what: (subjects) =>
      `${count(subjects, 'permission set')} of the Terraform state that AWS does not have`,
    advice: 'Somebody deleted them. Terraform would make them again: let it forget them.',
  },
  'partial-set': {
    what: (subjects, held) =>
      `${count(subjects, 'permission set')} of which only parts are in the Terraform state${held}`,
    advice:
      'Whoever manages the set itself decides about it, and this state keeps what it has of it: import the state that has the set too.',
  },
  'gone-assignment': {
    what: (subjects) =>
      `${count(subjects, 'assignment')} of the Terraform state that AWS does not have`,
    advice:
      'Somebody revoked them. If they are still wanted, add them to the rules after the import, in a pull request of its own.',
  },
  'forgotten-end': {
    what: (subjects) => `${count(subjects, 'end')} of rules that this replaces`,
    advice:
      'AWS knows no end of an assignment, so these would last for good. Put expires back on what replaces them.',
  },
  attributes: {
    what: () => 'attributes for access control',
    advice: 'They could not be read, or AWS failed to enable them, so they stay unmanaged.',
  },
};

/** In the words of files, terminals and summaries. */
export function leftOut(notes: readonly ImportNote[]): readonly LeftOut[] {
  return notes.map((note) => {
    const { what, advice, hidesNames } = words[note.kind];
    return {
      headline: what(note.subjects.length, heldWords(note)),
      names: hidesNames === true ? [] : note.subjects.map(nameAndReason),
      advice,
    };
  });
}

function heldWords({ assignments }: ImportNote): string {
  return assignments === 0 ? '' : ` (${count(assignments, 'assignment')})`;
}

function nameAndReason({ name, why }: ImportNote['subjects'][number]): string {
  return why === null ? name : `${name}: ${why}`;
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${grouped(number)} ${noun}s`;
}
