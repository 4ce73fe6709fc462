import type {
  AccessReport,
  ReportApplicationGrant,
  ReportGrant,
  ReportPermissionSet,
  ReportPrincipal,
} from '../core/inventory/access-report.ts';

export const reportColumns = [
  'person',
  'person id',
  'person enabled',
  'via',
  'group',
  'group id',
  'permission set',
  'administrator-level',
  'application',
  'account id',
  'account name',
  'account state',
  'unit',
  'state',
  'management',
  'declared at',
  'commit',
  'changed at',
  'author',
  'pull request',
  'reviewers',
  'expires',
  'reason',
] as const;

export type ReportRow = Readonly<Record<(typeof reportColumns)[number], string>>;

/**
 * A row for each person behind each grant; one for a grant that nobody is behind, or nobody knows who: then
 * `person` says why, in brackets.
 */
export function* reportRows(report: AccessReport): Generator<ReportRow> {
  const rowsOf = assignmentRows(report);
  const all = report.grants.length + report.applicationGrants.length;
  for (let assignment = 0; assignment < all; assignment += 1) yield* rowsOf(assignment);
}

/**
 * The rows of one assignment, by its index among `grants` with `applicationGrants` behind them: of all its
 * people, or of those asked for, by their indexes in `persons`.
 */
export function assignmentRows(
  report: AccessReport,
): (assignment: number, people?: readonly number[]) => readonly ReportRow[] {
  const { grants, applicationGrants, principals } = report;
  const originCells = report.origins.map((_, index) => index).map(originsOf(report));
  return (assignment, people) => {
    const grant = grants[assignment] ?? applicationGrants[assignment - grants.length];
    const principal = principals[grant?.principal ?? -1];
    if (grant === undefined || principal === undefined) return [];
    const own =
      'account' in grant
        ? grantCells(report, grant, principal)
        : applicationCells(report, grant, principal);
    const common = { ...own, ...merged(grant, originCells) };
    return peopleCells(report, principal, people).map((person) => ({ ...common, ...person }));
  };
}

type PersonCells = Pick<ReportRow, 'person' | 'person id' | 'person enabled'>;

function peopleCells(
  { persons }: AccessReport,
  { type, id, members, gone }: ReportPrincipal,
  asked: readonly number[] | null = members,
): readonly PersonCells[] {
  const instead = (person: string): readonly PersonCells[] => [
    { person, 'person id': type === 'USER' ? id : '', 'person enabled': '' },
  ];
  if (gone) return instead('(deleted)');
  if (members === null) return instead('(members not read)');
  if (members.length === 0) return instead('(nobody)');
  return (asked ?? members)
    .flatMap((index) => persons[index] ?? [])
    .map((person) => ({
      person: person.name ?? '',
      'person id': person.id,
      'person enabled': person.enabled === null ? '' : yesOrNo(person.enabled),
    }));
}

type OriginCells = Pick<
  ReportRow,
  'declared at' | 'commit' | 'changed at' | 'author' | 'pull request' | 'reviewers' | 'reason'
>;

function originsOf({ origins }: AccessReport): (index: number) => OriginCells {
  return (index) => {
    const origin = origins[index];
    const change = origin?.change ?? null;
    return {
      'declared at': origin === undefined ? '' : `${origin.file}:${origin.line}`,
      commit: change?.commit ?? '',
      'changed at': change?.at ?? '',
      author: change?.author ?? '',
      'pull request': change?.pullRequest?.url ?? '',
      reviewers: change?.reviewers.join(', ') ?? '',
      reason: origin?.reason ?? '',
    };
  };
}

const noOrigin: OriginCells = {
  'declared at': '',
  commit: '',
  'changed at': '',
  author: '',
  'pull request': '',
  reviewers: '',
  reason: '',
};

/** Of several rules each cell has all, in their order. */
function merged(
  { origins }: Pick<ReportGrant, 'origins'>,
  cells: readonly OriginCells[],
): OriginCells {
  const own = origins.flatMap((index) => cells[index] ?? []);
  const [first, ...others] = own;
  if (first === undefined) return noOrigin;
  if (others.length === 0) return first;
  const all = (column: keyof OriginCells): string => own.map((each) => each[column]).join('; ');
  return {
    'declared at': all('declared at'),
    commit: all('commit'),
    'changed at': all('changed at'),
    author: all('author'),
    'pull request': all('pull request'),
    reviewers: all('reviewers'),
    reason: all('reason'),
  };
}

type GrantCells = Omit<ReportRow, keyof PersonCells | keyof OriginCells>;

function grantCells(
  { accounts, permissionSets }: AccessReport,
  grant: ReportGrant,
  principal: ReportPrincipal,
): GrantCells {
  const place = accounts[grant.account];
  const set = permissionSets[grant.permissionSet];
  return {
    ...principalCells(principal),
    application: '',
    'permission set': set?.name ?? '',
    'administrator-level': yesOrNo((set?.administrator ?? null) !== null),
    'account id': place?.id ?? '',
    'account name': place?.name ?? '',
    'account state': place?.state.toLowerCase().replaceAll('_', ' ') ?? '',
    unit: place?.unit ?? '',
    state: principal.gone ? 'dead' : grant.state,
    management: managementOf(grant, set?.management ?? ''),
    expires: grant.expires ?? '',
  };
}

function applicationCells(
  { applications }: AccessReport,
  grant: ReportApplicationGrant,
  principal: ReportPrincipal,
): GrantCells {
  const application = applications?.[grant.application];
  return {
    ...principalCells(principal),
    'permission set': '',
    'administrator-level': '',
    application: application?.name ?? '',
    'account id': '',
    'account name': '',
    'account state': '',
    unit: '',
    state: principal.gone ? 'dead' : grant.state,
    management: managementOf(grant, application?.management ?? ''),
    expires: grant.expires ?? '',
  };
}

function principalCells({ type, id, name, gone }: ReportPrincipal) {
  const isGroup = type === 'GROUP';
  return {
    via: isGroup ? 'group' : 'direct',
    group: isGroup && !gone ? name : '',
    'group id': isGroup ? id : '',
  };
}

/** Of the assignment, while a report has that of its set or application. */
function managementOf(
  { origins, ignored }: Pick<ReportGrant, 'origins' | 'ignored'>,
  management: ReportPermissionSet['management'] | '',
): string {
  if (origins.length > 0) return 'declared';
  if (ignored) return 'ignored';
  return management === 'declared' ? 'undeclared' : management;
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
