import type { AccountReference } from '../core/model/account.ts';
import { type AccessGroup, groupAccess } from './access-group.ts';
import { collapsed, danger, type Section } from './document.ts';
import { mermaidLabel } from './mermaid-label.ts';
import { whoWords } from './names.ts';
import { hidesPeople, peopleOfLine } from './people-of-line.ts';
import { comingIn, type PlanView } from './plan-view.ts';
import { plain } from './style.ts';
import { count, thousands } from './words.ts';

/** What still fits a screen without scrolling; more is told better by the lists. */
const MOST_IN_COLUMN = 12;
const MOST_EDGES = 24;
/** Accounts of one line that are drawn one by one. */
const MOST_ACCOUNTS = 6;
/** One line is a sentence, and needs no picture. */
const FEWEST_LINES = 2;

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly gains: boolean;
  /** Our own words; null for none. */
  readonly label: string | null;
}

interface Drawing {
  /** Mermaid's own text for each node, by the text that tells nodes apart. */
  readonly nodes: Map<
    string,
    { readonly id: string; readonly column: Column; readonly text: string }
  >;
  readonly edges: Map<string, Edge>;
  readonly administrators: Set<string>;
}

type Column = 'who' | 'set' | 'account';

/** Ids are ours alone: no name of anybody is one. */
function nodeIn(
  { nodes }: Drawing,
  column: Column,
  key: string,
  text: (id: string) => string,
): string {
  const known = nodes.get(`${column}\0${key}`);
  if (known !== undefined) return known.id;
  const id = `n${nodes.size + 1}`;
  nodes.set(`${column}\0${key}`, { id, column, text: text(id) });
  return id;
}

function link({ edges }: Drawing, edge: Edge): void {
  const key = `${edge.from} ${edge.to}`;
  if (!edges.has(key)) edges.set(key, edge);
}

function howMany(group: AccessGroup, view: PlanView): string | null {
  const people = peopleOfLine(group, view);
  if (people === null) return null;
  if (people.unknown !== null) return 'people not known';
  const parts = group.kind === 'grant' ? people.gains : people.loses;
  const verb = (number: number): string =>
    `${group.kind === 'grant' ? 'gain' : 'lose'}${number === 1 ? 's' : ''}`;
  const totals = parts.map(({ change }) => change.total);
  if (totals.length === 0) return people.keeps.length === 0 ? null : `nobody ${verb(1)}`;
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  return least === most
    ? `${thousands(most)} ${verb(most)}`
    : `${thousands(least)} to ${thousands(most)} ${verb(most)}`;
}

function accountNodes(
  drawing: Drawing,
  setKey: string,
  accounts: readonly AccountReference[],
): string[] {
  if (accounts.length > MOST_ACCOUNTS) {
    const text = (id: string): string => `${id}["${count(accounts.length, 'account')}"]`;
    return [nodeIn(drawing, 'account', setKey, text)];
  }
  return accounts.map(({ id: accountId, name }) =>
    nodeIn(
      drawing,
      'account',
      accountId,
      (id) => `${id}[${mermaidLabel(name === '' ? accountId : name)}]`,
    ),
  );
}

/** A set is drawn once for each list of accounts, so that every path through it is so. */
function draw(drawing: Drawing, group: AccessGroup, index: number, view: PlanView): void {
  const gains = group.kind === 'grant';
  const [first] = group.principals;
  const isHidden = first?.type === 'USER' && hidesPeople(view);
  const whoKey = isHidden ? `line ${index}` : (first?.id ?? '');
  const who = nodeIn(
    drawing,
    'who',
    whoKey,
    (id) => `${id}(${mermaidLabel(whoWords(group, hidesPeople(view), plain))})`,
  );
  const accountIds = group.accounts.map(({ id }) => id).join(' ');
  const setKey = [group.kind, ...Object.values(group.what), accountIds].join('\0');
  const isAdministrator = group.administrator !== null;
  const set = nodeIn(drawing, 'set', setKey, (id) => {
    const { kind, name } = group.what;
    const label = mermaidLabel(kind === 'application' ? `application ${name}` : name);
    return isAdministrator ? `${id}{{${label.slice(0, -1)} · administrator"}}` : `${id}[${label}]`;
  });
  if (isAdministrator) drawing.administrators.add(set);
  link(drawing, { from: who, to: set, gains, label: howMany(group, view) });
  for (const account of accountNodes(drawing, setKey, group.accounts)) {
    link(drawing, { from: set, to: account, gains, label: null });
  }
}

function edgeText({ from, to, gains, label }: Edge): string {
  const text = label === null ? '' : `|"${label}"|`;
  return `${from} ${gains ? '==>' : '-.->'}${text} ${to}`;
}

/** Colours in words: a number sign and a digit would be a reference to an issue. */
function styles({ edges, administrators }: Drawing): string[] {
  const of = (gains: boolean): string =>
    [...edges.values()].flatMap((edge, index) => (edge.gains === gains ? [index] : [])).join(',');
  const [gained, lost] = [of(true), of(false)];
  return [
    ...(gained === '' ? [] : [`linkStyle ${gained} stroke:seagreen`]),
    ...(lost === '' ? [] : [`linkStyle ${lost} stroke:crimson`]),
    ...(administrators.size === 0
      ? []
      : [
          'classDef administrator stroke:darkorange,stroke-width:3px',
          `class ${[...administrators].join(',')} administrator`,
        ]),
  ];
}

/** The plan as a Mermaid graph; null where it is too large for one, or so small that it needs none. */
export function accessPicture(view: PlanView): string | null {
  if (view.occasion !== 'pull-request') return null;
  const groups = groupAccess(comingIn(view), hidesPeople(view)).filter(
    ({ ghost, replacedBy }) => !ghost && replacedBy === null,
  );
  if (groups.length < FEWEST_LINES || groups.length > MOST_EDGES) return null;
  const drawing: Drawing = { nodes: new Map(), edges: new Map(), administrators: new Set() };
  for (const [index, group] of groups.entries()) draw(drawing, group, index, view);
  const nodes = [...drawing.nodes.values()];
  const isTooWide = [...Map.groupBy(nodes, ({ column }) => column).values()].some(
    (column) => column.length > MOST_IN_COLUMN,
  );
  if (isTooWide || drawing.edges.size > MOST_EDGES) return null;
  return [
    'flowchart LR',
    ...nodes.map(({ text }) => text),
    ...[...drawing.edges.values()].map(edgeText),
    ...styles(drawing),
  ].join('\n');
}

/** GitHub draws it where the page is read; nothing is told by it that the lists do not tell. */
export function pictureSections(view: PlanView): Section[] {
  const picture = accessPicture(view);
  if (picture === null) return [];
  return collapsed('As a picture: solid lines are gained, dotted ones lost', '', [
    { danger: danger.picture, forms: [`\`\`\`mermaid\n${picture}\n\`\`\``] },
  ]);
}
