import { at } from '../model/at.ts';
import type { Place } from '../model/page-report.ts';
import type { Subject } from '../model/page-state.ts';
import type { ReportIndex } from '../model/report-index.ts';
import { badge } from './badge.ts';
import { grantDetail, noted } from './grant-detail.ts';
import { element } from './element.ts';
import { type Facts, factList, grantTables, nameButtons, type Open } from './detail-parts.ts';
import { stateWords } from './place-badges.ts';
import { count, countPlaces, number, peopleOf, personName, unitName } from './words.ts';

interface Detail {
  readonly kind: string;
  readonly name: string;
  readonly body: readonly HTMLElement[];
}

/** What the panel says about a subject. */
export function detailOf(index: ReportIndex, subject: Subject, open: Open): Detail {
  switch (subject.kind) {
    case 'grant':
      return { kind: 'Assignment', ...grantDetail(index, subject.index, open) };
    case 'principal':
      return ofPrincipal(index, subject.index, open);
    case 'person':
      return ofPerson(index, subject.index, open);
    case 'account':
      return ofAccount(index, subject.index, open);
    case 'permissionSet':
      return ofPermissionSet(index, subject.index, open);
    case 'cell':
      return ofCell(index, subject, open);
  }
}

function ofPrincipal(index: ReportIndex, principal: number, open: Open): Detail {
  const { entraObjectId, gone, id, members, name, type } = at(index.report.principals, principal);
  const grants = [...index.grantsOfPrincipal.of(principal)];
  const facts: Facts = [
    ['Identity store id', id],
    ['Entra ID object id', entraObjectId],
    ['Gone', gone ? 'The identity store does not know it any more.' : null],
    ['Has', reach(index, grants)],
  ];
  const body = [factList(facts), ...grantTables(index, grants, open, ['permissionSet', 'account'])];
  if (type === 'GROUP') body.splice(1, 0, ...peopleIn(index, members, open));
  return { kind: type === 'GROUP' ? 'Group' : 'User', name, body };
}

function peopleIn(
  index: ReportIndex,
  members: readonly number[] | null,
  open: Open,
): HTMLElement[] {
  if (members === null) return [element('p', 'quiet', {}, 'Its people could not be read.')];
  const title = element('h3', '', {}, count(members.length, 'person', 'people'));
  if (index.report.people === 'hidden') {
    return [title, element('p', 'quiet', {}, 'This report counts people and does not name them.')];
  }
  const sorted = members.toSorted((a, b) => at(index.rank.persons, a) - at(index.rank.persons, b));
  return [
    title,
    nameButtons(
      sorted.map((person) => ({
        words: `${personName(index, person)}${at(index.report.persons, person).enabled === false ? ' (disabled)' : ''}`,
        subject: { kind: 'person', index: person },
      })),
      open,
    ),
  ];
}

function ofPerson(index: ReportIndex, person: number, open: Open): Detail {
  const { enabled, id } = at(index.report.persons, person);
  const principals = [...index.principalsOfPerson.of(person)];
  const grants = principals.flatMap((principal) => [...index.grantsOfPrincipal.of(principal)]);
  return {
    kind: 'Person',
    name: personName(index, person),
    body: [
      factList([
        ['Identity store id', id],
        [
          'Sign-in',
          enabled === false
            ? noted(badge('disabled', 'Disabled'), 'The identity store lets them not sign in.')
            : null,
        ],
        ['Has', reach(index, grants)],
      ]),
      element(
        'h3',
        '',
        {},
        `Through ${count(principals.length, 'group or user', 'groups or users')}`,
      ),
      nameButtons(
        principals.map((principal) => ({
          words: at(index.report.principals, principal).name,
          subject: { kind: 'principal', index: principal },
        })),
        open,
      ),
      ...grantTables(index, grants, open, ['permissionSet', 'account', 'principal']),
    ],
  };
}

function ofAccount(index: ReportIndex, account: number, open: Open): Detail {
  const { application, id, name, state, unit } = at(index.report.accounts, account);
  const grants = [...index.grantsOfAccount.of(account)];
  return {
    kind: application === null ? 'Account' : 'Application',
    name: name === '' ? id : name,
    body: [
      factList([
        [application === null ? 'Account id' : 'ARN', id],
        ['Unit', application === null ? unitName(unit) : null],
        ...(application === null ? [] : ofApplication(application)),
        [
          'State',
          state === 'ACTIVE'
            ? null
            : noted(
                badge('inactive', stateWords(state)),
                state === 'UNKNOWN' ? 'Organizations does not list it.' : '',
              ),
        ],
        ['Who', whoHas(index, grants)],
      ]),
      ...grantTables(index, grants, open, ['principal', 'permissionSet']),
    ],
  };
}

function ofApplication({ declared, enabled, open }: NonNullable<Place['application']>): Facts {
  const openWords =
    open === null
      ? 'AWS did not say whether everybody of the directory may use it.'
      : 'Everybody of the directory may use it, whoever is assigned.';
  return [
    [
      'Open',
      open === false
        ? null
        : noted(badge('open', open === null ? 'Not known' : 'Open to everybody'), openWords),
    ],
    ['Status', enabled ? null : noted(badge('off', 'Disabled'), 'Nobody can use it now.')],
    ['Management', declared ? null : 'No mapping file names it.'],
  ];
}

function ofPermissionSet(index: ReportIndex, set: number, open: Open): Detail {
  const { administrator, management, name } = at(index.report.permissionSets, set);
  const grants = [...index.grantsOfPermissionSet.of(set)];
  const managed = {
    declared: null,
    undeclared: "It carries this owner's tag and no mapping file declares it.",
    'other-owner': "It carries another repository's ownership tag.",
    unmanaged: 'No mapping file declares it.',
  }[management];
  return {
    kind: 'Permission set',
    name,
    body: [
      factList([
        ['Administrator-level', administrator],
        ['Management', managed],
        ['Who', whoHas(index, grants)],
      ]),
      ...grantTables(index, grants, open, ['principal', 'account']),
    ],
  };
}

function ofCell(
  index: ReportIndex,
  { by, column, principal }: Extract<Subject, { kind: 'cell' }>,
  open: Open,
): Detail {
  const grants = [...index.grantsOfPrincipal.of(principal)].filter((grant) => {
    const { account } = at(index.report.grants, grant);
    return by === 'accounts' ? account === column : index.unitsOfAccount[account]?.[0] === column;
  });
  const { name } = at(index.report.principals, principal);
  const [only] = grants;
  if (by === 'accounts' && only !== undefined && grants.length === 1) {
    return { kind: 'Assignment', ...grantDetail(index, only, open) };
  }
  const where =
    by === 'accounts' ? at(index.report.accounts, column).name : unitName(at(index.units, column));
  return {
    kind: peopleOf(index, principal),
    name: `${name} in ${where}`,
    body: [
      factList([['Has', reach(index, grants)]]),
      ...grantTables(index, grants, open, ['permissionSet', 'account']),
    ],
  };
}

function reach(index: ReportIndex, grants: readonly number[]): string {
  const { accounts: all, grants: held, permissionSets } = index.report;
  const own = grants.map((grant) => at(held, grant));
  const sets = [...new Set(own.map(({ permissionSet }) => permissionSet))].filter(
    (set) => !at(permissionSets, set).isApplication,
  );
  const places = [...new Set(own.map(({ account }) => account))];
  const { accounts, applications } = countPlaces(places.map((place) => at(all, place)));
  const parts = [
    accounts === 0
      ? null
      : `${count(sets.length, 'permission set')} in ${count(accounts, 'account')}`,
    applications === 0 ? null : count(applications, 'application'),
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'nothing' : parts.join(', and ');
}

/** People are counted once, in however many groups they are. */
function whoHas(index: ReportIndex, grants: readonly number[]): string {
  const principals = new Set(grants.map((grant) => at(index.report.grants, grant).principal));
  const lists = [...principals].map((each) => at(index.report.principals, each).members);
  const people = new Set(lists.flatMap((members) => members ?? [])).size;
  const unknown = lists.filter((members) => members === null).length;
  const more = unknown === 0 ? '' : `, and whoever is in ${number(unknown)} that could not be read`;
  return `${count(principals.size, 'group or user', 'groups and users')}, ${count(people, 'person', 'people')}${more}`;
}
