import { describe, expect, it } from 'vitest';
import {
  type AllowQuestion,
  type AllowReview,
  type Promising,
  weighReviews,
  whyEdited,
  whyInvolved,
} from '../../../src/core/approval/allow.ts';

const digest = '3f9a1c2b7d40'.padEnd(64, '0');
const head = 'a'.repeat(40);
const rita = { kind: 'user', login: 'rita' } as const;

const question: AllowQuestion = { digest, openedBy: 'mona', head, before: null };

const good: Promising<AllowReview> = {
  author: rita,
  state: 'approved',
  body: `/allow ${digest}`,
  commit: head,
  submittedAt: '2026-01-02T10:00:00Z',
  url: 'https://github.example/review/1',
};

function review(more: Partial<AllowReview>): AllowReview {
  return { ...good, ...more };
}

/** Null where the review counts, undefined where nothing is said of it. */
function why(
  more: Partial<AllowReview>,
  others: readonly AllowReview[] = [],
  asked: Partial<AllowQuestion> = {},
): string | null | undefined {
  const { promising, discounted } = weighReviews([review(more), ...others], {
    ...question,
    ...asked,
  });
  return promising.length > 0 ? null : discounted[0]?.why;
}

describe('a review allows a plan', () => {
  it('by approving the head and saying so', () => {
    expect(weighReviews([good], question)).toEqual({ promising: [good], discounted: [] });
  });

  it.each([
    ['between other lines', `Looks wide, and is meant.\r\n\r\n/allow ${digest}\r\nThanks`],
    ['with spaces around it', `  /allow ${digest}\t`],
    ['in capital digits', `/allow ${digest.toUpperCase()}`],
    ['beside another plan', `/allow ${'b'.repeat(64)}\n/allow ${digest}`],
    ['after a fence that ends', `\`\`\`\nx\n\`\`\`\n/allow ${digest}`],
    ['after a fence with a comment', `~~~ html\n<!-- $\n ~~~\n/allow ${digest}`],
    ['in the paragraph after a link', `See [the plan](x).\n \t\n/allow ${digest}`],
    ['above a comment', `/allow ${digest}\n<!-- x -->`],
    ['shown and hidden', `/allow ${digest}\n<!--\n/allow ${digest}\n-->`],
  ])('%s', (_how, body) => {
    expect(why({ body })).toBeNull();
  });

  it('although its author commented later', () => {
    const later = review({ state: 'commented', body: 'hm', submittedAt: '2026-01-02T11:00:00Z' });
    expect(why({}, [later])).toBeNull();
  });

  it('although its author asked for changes earlier, however the list is ordered', () => {
    const earlier = review({ state: 'changes-requested', submittedAt: '2026-01-02T09:00:00Z' });
    expect(why({}, [{ ...earlier, body: '' }])).toBeNull();
  });

  it('although somebody else asks for changes', () => {
    const author = { kind: 'user', login: 'carl' } as const;
    const later = review({ author, state: 'changes-requested', body: 'no' });
    expect(why({}, [later])).toBeNull();
  });

  it('in the second of the merge', () => {
    expect(why({}, [], { before: good.submittedAt })).toBeNull();
  });
});

describe('nothing is said of a review', () => {
  it.each([
    ['without the word', 'Fine with me'],
    ['that quotes another', `> /allow ${digest}`],
    ['that has it in a sentence', `Please /allow ${digest}`],
    ['that has it in a fence', `\`\`\`\n/allow ${digest}\n\`\`\``],
    ['that has it in a fence that never ends', `~~~\n/allow ${digest}`],
    ['that has it in a longer fence', `\`\`\`\`\n\`\`\`\n/allow ${digest}\n\`\`\`\``],
    ['that has it in indented code', `x\n\n    /allow ${digest}`],
    ['that says another word', `/allowed ${digest}`],
    ['without text', ''],
  ])('%s', (_what, body) => {
    expect(why({ body })).toBeUndefined();
  });

  it('that waits to be submitted', () => {
    expect(why({ state: 'pending' })).toBeUndefined();
  });
});

describe('a review does not allow a plan', () => {
  it.each<[string, Partial<AllowReview>, string]>([
    ['of which only a part is named', { body: `/allow ${digest.slice(0, 12)}` }, 'all 64 digits'],
    ['that it does not name', { body: '/allow' }, 'all 64 digits'],
    ['with something after it', { body: `/allow ${digest} please` }, 'all 64 digits'],
    ['with a hidden character', { body: `/allow ${digest}\u200b` }, 'all 64 digits'],
    ['that is another one', { body: `/allow ${'b'.repeat(64)}` }, 'the plan bbbbbbbbbbbb'],
    ['by commenting', { state: 'commented' }, 'does not approve'],
    ['by asking for changes', { state: 'changes-requested' }, 'does not approve'],
    ['once it is dismissed', { state: 'dismissed' }, 'dismissed'],
    ['of another head', { commit: 'b'.repeat(40) }, 'about commit bbbbbbbbbbbb'],
    ['of nobody knows which head', { commit: null }, 'does not say which commit'],
    ['by a bot', { author: { kind: 'bot', login: 'rita' } }, 'a bot'],
    ['by somebody who is gone', { author: null }, 'gone'],
    ['by who opened the pull request', { author: { ...rita, login: 'mona' } }, 'opened'],
    ['by them, written otherwise', { author: { ...rita, login: 'MONA' } }, 'opened'],
    ['at a time nobody knows', { submittedAt: '' }, 'when it was submitted'],
  ])('%s', (_what, more, words) => {
    expect(why(more)).toContain(words);
  });

  it.each([
    ['in a comment', `LGTM <!--\n/allow ${digest}\n-->`],
    ['in a comment with blank lines', `<!--\n\n/allow ${digest}`],
    ['in folded details', `<details>\n\n/allow ${digest}`],
    ['in an attribute', `<b title="\n/allow ${digest}\n">x</b>`],
    ['in the title of a link', `[LGTM](x "\n/allow ${digest}\n")`],
    ['in the title of a link that nothing refers to', `[x]: y "\n/allow ${digest}\n"`],
    ['in a footnote', `[^x]: y\n/allow ${digest}`],
    ['in a picture’s text', `![\n\t.\n/allow ${digest}\n](x)`],
    ['in a formula', `$$\\phantom{\n/allow ${digest}\n}$$`],
    ['in a fence of a list', `- ~~~mermaid\n  /allow ${digest}`],
    ['below an indented fence', `- x\n  ~~~\n~~~mermaid\n~~~\n/allow ${digest}`],
  ])('that is hidden %s', (_where, body) => {
    expect(why({ body })).toContain('where readers may not see it');
  });

  it.each([
    ['does not end further in', `~~~mermaid\n    ~~~\n/allow ${digest}`],
    ['ended, and another began', `\`\`\`\n \`\`\`\n~~~mermaid\n\`\`\`\n/allow ${digest}`],
    ['follows what is no fence', `\`\`\` \`\n~~~mermaid\n\`\`\`\n/allow ${digest}`],
  ])('that has it in a diagram whose fence %s', (_how, body) => {
    expect(why({ body })).toBeUndefined();
  });

  it.each(['changes-requested', 'dismissed'] as const)(
    'whose author later stands at %s',
    (state) => {
      const author = { ...rita, login: 'Rita' };
      const later = review({ author, state, body: '', submittedAt: '2026-01-02T10:00:01Z' });
      expect(why({}, [later])).toContain('no longer approves');
      expect(why({}, [{ ...later, submittedAt: good.submittedAt }])).toContain(
        'no longer approves',
      );
    },
  );

  it('after the merge', () => {
    expect(why({}, [], { before: '2026-01-02T09:59:59Z' })).toContain('after the merge');
  });
});

describe('an edit', () => {
  const first = { editor: rita, editedAt: good.submittedAt };

  it.each([
    ['there is none', []],
    ['it is the first text', [first]],
  ])('takes nothing away where %s', (_what, edits) => {
    expect(whyEdited(good, edits)).toBeNull();
  });

  it.each([
    ['by its author', { editor: rita, editedAt: '2026-01-02T10:00:01Z' }, 'rita'],
    [
      'by somebody else',
      { editor: { kind: 'user', login: 'mona' }, editedAt: first.editedAt },
      'mona',
    ],
    [
      'by a bot of the same name',
      { editor: { kind: 'bot', login: 'rita' }, editedAt: first.editedAt },
      'rita',
    ],
    ['by somebody who is gone', { editor: null, editedAt: first.editedAt }, 'gone'],
    ['at a time nobody knows', { editor: rita, editedAt: '' }, 'rita'],
  ] as const)('%s takes the review its word', (_who, edit, name) => {
    expect(whyEdited(good, [first, edit])).toContain(`edited by`);
    expect(whyEdited(good, [first, edit])).toContain(name);
  });
});

describe('commits', () => {
  const commit = { id: head, logins: ['mona'], hasUnknown: false };

  it('of others bar nobody', () => {
    expect(whyInvolved(good, [commit], head)).toBeNull();
  });

  it.each([
    ['of the reviewer', [commit, { ...commit, id: 'b', logins: ['mona', 'RITA'] }], 'has a hand'],
    ['of somebody unknown', [commit, { ...commit, hasUnknown: true }], 'does not know everybody'],
    ['that cannot all be seen', null, 'does not show all commits'],
    ['that lack the head', [{ ...commit, id: 'b'.repeat(40) }], 'moved on'],
    ['that are none', [], 'moved on'],
  ])('%s bar the reviewer', (_what, commits, words) => {
    expect(whyInvolved(good, commits, head)).toContain(words);
  });
});
