import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan/plan.ts';
import type { PeopleChange, PlanPeople } from '../../src/core/plan/plan-people.ts';
import { renderComment } from '../../src/report/render-comment.ts';
import { renderSummary } from '../../src/report/render-summary.ts';
import { renderTerminal } from '../../src/report/render-terminal.ts';
import {
  account,
  administrator,
  changeSet,
  grants,
  group,
  nested,
  plan,
  revokes,
  unsynced,
  user,
} from './build-plan.ts';
import { atAcme, change, counted, peopleWith, teamChange } from './people-plans.ts';

const a = account('a', 1);
const b = account('b', 2);
const c = account('c', 3);
const d = account('d', 4);
const e = account('e', 5);
const blue = group('Blue');

const frame = {
  marker: '<!-- marker -->',
  record: null,
  runUrl: null,
  repositoryUrl: null,
  isPublicRepository: false,
};

function comment(made: Plan): string {
  return renderComment(made, frame).body;
}

/** What stands after the accounts in the line of Blue's gain. */
function gain(changes: readonly PeopleChange[], more: Partial<PlanPeople> = {}): string {
  const made = plan(grants(blue, 'Read', [a, b, c, d, e]), {
    people: peopleWith(changes, {}, more),
  });
  return /- `Blue` gets `Read` in .*?`e` · (.*)/.exec(comment(made))?.[1] ?? '';
}

function loss(changes: readonly PeopleChange[]): string {
  const made = plan(revokes(blue, 'Read', [a, b]), { people: peopleWith(changes, {}) });
  const section = comment(made).split('### Who loses access')[1] ?? '';
  return /- `Blue` loses `Read` in .*?\(0+2\) · (.*)/.exec(section)?.[1] ?? '';
}

const gains = (accounts: Parameters<typeof change>[3], total: number, more = {}): PeopleChange =>
  change('gains', blue, 'Read', accounts, [], { total, ...more });
const loses = (accounts: Parameters<typeof change>[3], total: number, more = {}): PeopleChange =>
  change('loses', blue, 'Read', accounts, [], { total, ...more });
const keeps = (accounts: Parameters<typeof change>[3], total: number, more = {}): PeopleChange =>
  change('keeps', blue, 'Read', accounts, [], { total, through: ['Leads'], ...more });

describe('a line about a group', () => {
  it.each([
    ['the same people everywhere', [gains([a, b, c, d, e], 12)], '**12 people gain it**'],
    ['one person', [gains([a, b, c, d, e], 1)], '**1 person gains it**'],
    [
      'as many people everywhere, and not the same',
      [gains([a, b], 3), gains([c, d, e], 3)],
      '**3 people gain it** in each account',
    ],
    ['some accounts', [gains([a, b], 3)], '**3 people gain it** in `a` and `b`'],
    ['most accounts', [gains([a, b, c, d], 3)], '**3 people gain it** in 4 of 5 accounts'],
    [
      'more here than there',
      [gains([a, b, c], 9), gains([d, e], 4)],
      '**9 people gain it** in `a`, `b` and `c`, and 4 in `d` and `e`',
    ],
    [
      'more in most accounts than in one',
      [gains([a, b, c, e], 9), gains([d], 1)],
      '**9 people gain it** in 4 of 5 accounts, and 1 in `d`',
    ],
    [
      'three different numbers',
      [gains([a, b], 2), gains([c], 9), gains([d, e], 4)],
      '**9 people gain it** in `c`, 4 in `d` and `e`, and 2 in `a` and `b`',
    ],
    [
      'one person, another in the other account',
      [gains([a, b], 1), gains([c, d, e], 1)],
      '**1 person gains it** in each account',
    ],
    [
      'other numbers everywhere',
      [gains([a], 9), gains([b], 4), gains([c], 3), gains([d], 2)],
      '**2 to 9 people gain it** in 4 of 5 accounts, depending on the account',
    ],
    [
      'some who have it',
      [gains([a, b, c, d, e], 9), keeps([a], 4)],
      '**9 people gain it** · 4 people have it already in `a` through `Leads`',
    ],
    [
      'different people who have it',
      [gains([a, b, c], 9), keeps([d], 4), keeps([e], 1, { through: [null] })],
      '**9 people gain it** in `a`, `b` and `c` · 4 people have it already in `d`, and 1 in `e`, through `Leads` or by an assignment of their own',
    ],
    [
      'only some who have it',
      [keeps([a, b, c, d, e], 1, { through: ['Leads', null] })],
      'nobody gains it · 1 person has it already through `Leads` or by an assignment of their own',
    ],
    ['nobody at all', [], 'nobody is in it now'],
    [
      'some who may have it',
      [gains([a, b, c, d, e], 9, { unless: ['Guests', 'Staff', 'Temps', 'Others'] })],
      '**9 people gain it** · some may have it already through `Guests`, `Staff`, `Temps` and others, whose people are not known',
    ],
  ])('says of %s how many there are', (_what, changes, expected) => {
    expect(gain(changes)).toBe(expected);
  });

  it('says that its people are not known, and why', () => {
    const unknown = [{ principal: blue, why: 'access to <groups> is denied' }];
    expect(gain([], { unknown })).toBe('**people not known**: access to `<groups>` is denied');
  });

  it('claims nothing of a change that was left out of a long list', () => {
    const made = plan(grants(blue, 'Read', [a]), { people: peopleWith([], {}, { leftOut: 3 }) });
    expect(comment(made)).toContain('- `Blue` gets `Read` in `a` (000000000001)\n');
  });

  it('tells of people in groups inside it', () => {
    const more = { nested: [{ principal: blue, people: 3 }] };
    expect(gain([gains([a, b, c, d, e], 2)], more)).toBe(
      '**2 people gain it** · 3 people in groups inside it get nothing',
    );
  });

  it.each([
    [
      'everybody',
      [loses([a, b], 2, { lastWayIn: 2 })],
      '**for all of them the last way into these accounts**',
    ],
    [
      'one of several',
      [loses([a, b], 2, { lastWayIn: 1 })],
      '**for 1 of them the last way into these accounts**',
    ],
    [
      'a single person',
      [loses([a, b], 1, { lastWayIn: 1 })],
      '**the last way into these accounts**',
    ],
    [
      'some, in one account',
      [loses([a], 3, { lastWayIn: 2 }), loses([b], 3)],
      '**for 2 of them the last way into `a`**',
    ],
    [
      'the only one there',
      [loses([a], 1, { lastWayIn: 1 }), loses([b], 3)],
      '**3 people lose it** in `b`, and 1 in `a` · **the last way into `a`**',
    ],
    [
      'so many here and all there',
      [loses([a], 3, { lastWayIn: 2 }), loses([b], 1, { lastWayIn: 1 })],
      '**for 2 of them the last way into `a`, and for 1 into `b`**',
    ],
  ])('says whose last way in it takes: %s', (_what, changes, expected) => {
    expect(loss(changes)).toContain(expected);
  });

  it('does not call it a last way in where that is not known', () => {
    const told = loss([loses([a, b], 2, { lastWayIn: null, unless: ['Guests'] })]);
    expect(told).toBe(
      '**2 people lose it** · some may keep it through `Guests`, whose people are not known',
    );
  });
});

describe('a renamed set', () => {
  const made = (effects: readonly PeopleChange[]): Plan =>
    plan(
      [
        changeSet(
          'View',
          null,
          {},
          { warnings: [{ kind: 'rename-cost', from: 'Read', accounts: 1 }] },
        ),
        ...grants(blue, 'View', [a]),
        ...revokes(blue, 'Read', [a]),
      ],
      { people: peopleWith(effects, { keep: 2 }) },
    );

  it('is kept under its new name', () => {
    const text = comment(
      made([keeps([a], 2, { through: [] }), change('keeps', blue, 'View', [a], [], { total: 2 })]),
    );
    expect(text).toContain('· 2 people keep it under another name · keeps it as `View`');
    expect(text).toContain('· nobody gains it · 2 people have it already under another name');
  });

  it('is not kept where its policies are not the same', () => {
    expect(comment(made([loses([a], 2)]))).toContain(
      '· **2 people lose it** · the policies of `View` are not the same · keeps it as `View`',
    );
  });
});

describe('the first sentence', () => {
  const first = (operations: Plan['operations'], people: PlanPeople): string =>
    /\*\*(.*?)\*\*/.exec(comment(plan(operations, { people })))?.[1] ?? '';
  const both = [...grants(blue, 'Read', [a]), ...revokes(group('Red'), 'Read', [a])];

  it.each([
    [{ gain: 14, lose: 3 }, 'Merging this gives 14 people access and takes it from 3.'],
    [{ lose: 1 }, 'Merging this takes access from 1 person.'],
    [
      { gain: 2, gainAdministrator: 1, administratorAccounts: 2 },
      'Merging this gives 2 people access; 1 person becomes administrator in 2 accounts.',
    ],
    [
      { lose: 3, loseLastWayIn: 2 },
      'Merging this takes access from 3 people; 2 people lose the last way into an account.',
    ],
    [
      { keep: 2 },
      'Merging this gives nobody access and takes it from nobody: 2 people have it by another way.',
    ],
    [
      {},
      'Merging this revokes 1 assignment (1 group, 1 account) and grants 1 assignment (1 group, 1 account).',
    ],
  ])('counts people: %j', (counts, expected) => {
    expect(first(both, peopleWith([], counts))).toBe(expected);
  });

  it('does not promise what AWS was not asked for', () => {
    const text = (netOf: PlanPeople['netOf']): string =>
      comment(plan(both, { people: peopleWith([keeps([a], 2)], { keep: 2 }, { netOf }) }));
    expect(text('files')).toContain(
      'takes it from nobody: 2 people have it by another way, as far as the files tell.',
    );
    expect(text('files')).toContain(
      '2 people have it already through `Leads`, as far as the files tell',
    );
    expect(text('aws')).not.toContain('as far as');
  });

  it('does not say that nobody gains beside an edit of what a set allows', () => {
    const edit = changeSet('Read', { sessionDuration: 3600 }, { sessionDuration: 7200 });
    expect(first([...both, edit], peopleWith([], { keep: 2 }))).toContain('Merging this revokes');
  });

  it('does not say that nobody gains where some are not known', () => {
    const people = peopleWith([], { keep: 2 }, { unknown: [{ principal: blue, why: 'denied' }] });
    expect(first(both, people)).toContain('Merging this revokes');
    expect(comment(plan(both, { people }))).toContain('; the people of 1 group are not known.');
  });
});

describe('headings', () => {
  const heading = (changes: readonly PeopleChange[], more: Partial<PlanPeople>): string => {
    const people = peopleWith(changes, { gain: 4 }, more);
    return /### Who gains.*/.exec(comment(plan(grants(blue, 'Read', [a]), { people })))?.[0] ?? '';
  };
  const unknown = [{ principal: blue, why: 'denied' }];

  it('say how exact the number is', () => {
    expect(heading([gains([a], 4)], {})).toMatch(/, 4 people$/);
    expect(heading([gains([a], 4, { unless: ['Guests'] })], {})).toMatch(/, up to 4 people$/);
    expect(heading([], { unknown })).toMatch(/, at least 4 people$/);
    expect(heading([gains([a], 4, { unless: ['Guests'] })], { unknown })).toMatch(
      /, about 4 people$/,
    );
    const nobody = peopleWith([], { gain: 0 }, { unknown });
    expect(comment(plan(grants(blue, 'Read', [a]), { people: nobody }))).toMatch(
      /### Who gains.*, people not known$/m,
    );
  });
});

describe('people of groups inside groups', () => {
  const science = unsynced('Science', 1);
  const made = (findings: Plan['findings']): Plan =>
    plan(grants(science, 'Read', [a]), {
      findings,
      people: peopleWith([], {}, { nested: [{ principal: science, people: 3 }] }),
    });

  it('need care, once', () => {
    expect(comment(made([]))).toContain(
      '- **Will get nothing:** 3 people of `Science`, who are members only through groups inside it',
    );
    expect(comment(made([nested('Science')]))).not.toContain('Will get nothing');
  });
});

describe('names', () => {
  const named = /@acme|zoe/;

  it('are in the comment, the summary and at a terminal where they may be shown', () => {
    expect(comment(teamChange)).toMatch(named);
    expect(renderSummary(teamChange, { ...frame, occasion: 'pull-request' })).toMatch(named);
    expect(renderTerminal(teamChange, { color: false })).toMatch(named);
  });

  it.each([
    ['a public repository', teamChange, true],
    ['settings that want them counted', counted(teamChange), false],
  ])('are nowhere for %s, which is said', (_what, made, isPublicRepository) => {
    const options = { ...frame, isPublicRepository };
    const { body } = renderComment(made, options);
    const summary = renderSummary(made, { ...options, occasion: 'pull-request' });
    const terminal = renderTerminal(made, { color: false, isPublicRepository });
    for (const text of [body, summary, terminal]) {
      expect(text).not.toMatch(named);
      expect(text).toContain('3 people lose it');
    }
    expect(body).toContain('\nPeople are counted, not named.\n');
    expect(summary).toContain('\nPeople are counted, not named.\n');
  });
});

describe('who they are', () => {
  const [dev, prod] = [account('dev', 1), account('prod', 2)];
  const leads = group('Leads');
  const who = (text: string): string => /who they are<\/summary>\s+(.*)/.exec(text)?.[1] ?? '';
  const told = (changes: readonly PeopleChange[], accounts = [dev, prod]): string =>
    comment(plan(revokes(leads, 'Read', accounts), { people: peopleWith(changes, {}) }));
  const is = (
    effect: PeopleChange['effect'],
    accounts: Parameters<typeof change>[3],
    names: readonly string[],
    more: Partial<PeopleChange> = {},
  ): PeopleChange => change(effect, leads, 'Read', accounts, names, more);

  const loser = is('loses', [prod], ['dan'], { lastWayIn: 1 });
  const keepers = [
    is('keeps', [dev], ['ada', 'dan'], { through: ['Parent', null] }),
    is('keeps', [prod], ['ada'], { through: ['Parent'] }),
  ];

  it('is told by account, wherever the line is', () => {
    const text = told([loser, ...keepers]);
    expect(who(text)).toBe(
      'lose in `prod`: `dan` · keep it in `dev`: `ada`, `dan` · keep it in `prod`: `ada`',
    );
    const line =
      '**1 person loses it** in `prod` · **the last way into `prod`** · 2 people keep it in `dev`, and 1 in `prod`, through `Parent` or by an assignment of their own';
    expect(text.split(line)).toHaveLength(3);
  });

  it('is told by account at a terminal', () => {
    const made = plan(revokes(leads, 'Read', [dev, prod]), {
      people: peopleWith([loser, ...keepers], {}),
    });
    const text = renderTerminal(made, { color: false });
    expect(text).toContain('1 person loses it in prod · the last way into prod · 2 people keep it');
    expect(text).toContain('\n    lose in prod: dan\n    keep it in dev: ada, dan\n');
  });

  it('is told once where only what else they have differs by account', () => {
    const text = told([
      is('loses', [prod], ['dan'], { lastWayIn: 1 }),
      is('loses', [dev], ['dan']),
    ]);
    expect(who(text)).toBe('lose: `dan`');
    expect(text).toContain(
      '· **1 person loses it** in each account · **the last way into `prod`**',
    );
  });

  it('is told by number of accounts from four on', () => {
    const accounts = [a, b, c, d, e];
    expect(who(told([is('loses', accounts.slice(1), ['dan'])], accounts))).toBe(
      'lose in 4 of 5 accounts: `dan`',
    );
  });

  it('tells accounts of one name apart by their ids', () => {
    const accounts = [account('dev', 1), account('dev', 7), prod];
    expect(who(told([is('loses', accounts.slice(0, 1), ['dan'])], accounts))).toBe(
      'lose in `dev` (000000000001): `dan`',
    );
  });

  it.each([
    [{ total: 2, unnamed: 1 }, '`dan` and 1 more whose name was not read'],
    [{ total: 4, unnamed: 3 }, '`dan` and 3 more whose names were not read'],
    [{ total: 9, unnamed: 2 }, '`dan` and 8 more, 2 of whom without a name that was read'],
    [{ total: 9 }, '`dan` and 8 more'],
  ])('says whether names are missing or only left out: %j', (more, expected) => {
    expect(who(told([is('loses', [dev, prod], ['dan'], more)]))).toBe(`lose: ${expected}`);
  });

  it('counts those without a name beside those with one', () => {
    const nameless = is('keeps', [dev, prod], [], { total: 2, unnamed: 2 });
    expect(who(told([is('loses', [dev, prod], ['dan']), nameless]))).toBe(
      'lose: `dan` · keep it: 2 people whose names were not read',
    );
    expect(told([nameless])).not.toContain('who they are');
  });

  it('says that Entra ID lets people be counted and not named, and what names them', () => {
    const made = (unnamed: number): string =>
      comment(plan(grants(leads, 'Read', [dev]), { people: peopleWith([], {}, { unnamed }) }));
    expect(made(3)).toMatch(
      /### Who gains access: .*\n\nEntra ID lets this run count 3 people and not name them; `User\.Read\.All` brings names \(docs\/entra\.md\)\.\n/,
    );
    expect(made(0)).not.toContain('User.Read.All');
  });

  it('names accounts no more where there is no room', () => {
    const many = Array.from({ length: 100 }, (_, index) => group(`Group-${index}`));
    const made = plan(
      many.flatMap((one) => revokes(one, 'Read', [dev, prod])),
      {
        people: peopleWith(
          many.map((one) => change('loses', one, 'Read', [prod], atAcme('ada'), { lastWayIn: 1 })),
          {},
        ),
      },
    );
    const { body } = renderComment(made, { ...frame, limitBytes: 5_000 });
    expect(body).toContain(
      '`Read` in 2 accounts · **1 person loses it** in 1 of 2 accounts · **the last way into 1 of 2 accounts**\n',
    );
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(5_000);
  });
});

describe('where nobody was asked for', () => {
  it.each(['apply', 'drift'] as const)('nothing is said of people: %s', (occasion) => {
    const options = { ...frame, occasion };
    const asked = { ...teamChange, people: null };
    expect(renderSummary(teamChange, options)).toBe(renderSummary(asked, options));
  });

  it('says nothing of them in a plan either', () => {
    expect(comment({ ...teamChange, people: null })).not.toMatch(/people|person|acme\.example`,/);
  });
});

describe('what is gravest', () => {
  it('needs care first: last ways in, then administrators, then other losses', () => {
    const red = group('Red');
    const made = plan(
      [
        ...revokes(blue, 'Read', [a]),
        ...revokes(red, 'Read', [b]),
        ...grants(group('Roots'), 'Admin', [a], { warnings: [administrator] }),
      ],
      {
        people: peopleWith(
          [loses([a], 1), change('loses', red, 'Read', [b], ['ada'], { lastWayIn: 1 })],
          {},
        ),
      },
    );
    const [care = ''] = comment(made).split('###', 2);
    const order = [...care.matchAll(/:\*\* `(\w+)`/g)].map(([, name]) => name);
    expect(order).toEqual(['Red', 'Roots', 'Blue']);
  });

  it('comes first: last ways in among losses', () => {
    const made = plan([...revokes(blue, 'Read', [a]), ...revokes(user('zoe'), 'Read', [b])], {
      people: peopleWith(
        [loses([a], 1), change('loses', user('zoe'), 'Read', [b], ['zoe'], { lastWayIn: 1 })],
        { lose: 2, loseLastWayIn: 1 },
      ),
    });
    const order = (text: string): string[] =>
      [...text.matchAll(/(Blue|zoe)`? loses/g)].map(([, name = '']) => name);
    expect(order(comment(made))).toEqual(['zoe', 'Blue', 'zoe', 'Blue']);
    expect(order(renderTerminal(made, { color: false }))).toEqual(['zoe', 'Blue']);
  });

  it('is kept longest where there is no room', () => {
    const many = Array.from({ length: 200 }, (_, index) => group(`Group-${index}`));
    const last = many.at(-1) ?? blue;
    const made = plan(
      many.flatMap((who) => revokes(who, 'Read', [a])),
      {
        people: peopleWith(
          many.map((who) =>
            change('loses', who, 'Read', [a], ['ada'], { lastWayIn: who === last ? 1 : 0 }),
          ),
          {},
        ),
      },
    );
    const { body, leftOut } = renderComment(made, { ...frame, limitBytes: 6_000 });
    expect(leftOut).toBeGreaterThan(100);
    expect(body.split('### Who loses')[1]).toMatch(
      /`Group-199` loses `Read` in `a` \(0+1\) · \*\*1 person loses it\*\* · \*\*the last way into the account/,
    );
  });
});
