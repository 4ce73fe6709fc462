import { type AllowLine, allowLines } from './allow-lines.ts';

/** A review as it stands now. */
export interface AllowReview {
  readonly author: { readonly kind: 'user' | 'bot'; readonly login: string } | null;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed' | 'pending';
  readonly body: string;
  /** The head that was reviewed. */
  readonly commit: string | null;
  /** ISO 8601. */
  readonly submittedAt: string;
  readonly url: string;
}

/** What a review is to allow. */
export interface AllowQuestion {
  /** The plan's full digest, in lower case. */
  readonly digest: string;
  /** Who opened the pull request. */
  readonly openedBy: string;
  /** The head that is planned, or was merged. */
  readonly head: string;
  /** When the pull request was merged; null while it is open. */
  readonly before: string | null;
}

/** A review that says `/allow` and allows nothing. */
export interface DiscountedReview {
  readonly by: string;
  readonly why: string;
  readonly url: string;
}

/** A review that allows the plan, as far as the reviews themselves can tell. */
export type Promising<R extends AllowReview> = R & {
  readonly author: NonNullable<AllowReview['author']>;
};

export interface WeighedReviews<R extends AllowReview> {
  /** Oldest first. */
  readonly promising: readonly Promising<R>[];
  readonly discounted: readonly DiscountedReview[];
}

/** Sorts the reviews that say `/allow`, by what the reviews alone tell. Others are in neither list. */
export function weighReviews<R extends AllowReview>(
  reviews: readonly R[],
  question: AllowQuestion,
): WeighedReviews<R> {
  const ordered = reviews.toSorted((a, b) => moment(a.submittedAt) - moment(b.submittedAt));
  const promising: Promising<R>[] = [];
  const discounted: DiscountedReview[] = [];
  for (const review of ordered) {
    const said = allowLines(review.body);
    if (said.length === 0 || review.state === 'pending') continue;
    const why = whyNot(review, ordered, question) ?? whyOtherPlan(said, question.digest);
    if (why === null && hasAuthor(review)) promising.push(review);
    else discounted.push(discount(review, why ?? gone));
  }
  return { promising, discounted };
}

export function discount({ author, url }: AllowReview, why: string): DiscountedReview {
  return { by: author?.login ?? 'somebody who is gone', why, url };
}

/** GitHub knows one person by a login however it is written. */
function isSameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Why an edit takes a review its word. GitHub lists the first text as an edit too, once there is another:
 * that one is its author's, and no later than the review.
 */
export function whyEdited(
  { author, submittedAt }: Promising<AllowReview>,
  edits: readonly {
    readonly editor: AllowReview['author'];
    readonly editedAt: string;
  }[],
): string | null {
  const later = edits.find(
    ({ editor, editedAt }) =>
      editor?.kind !== author.kind ||
      !isSameLogin(editor.login, author.login) ||
      moment(editedAt) > moment(submittedAt),
  );
  return later === undefined
    ? null
    : `it was edited by ${later.editor?.login ?? 'somebody who is gone'}`;
}

/** Why the commits of a pull request bar a reviewer; null commits are those that cannot all be seen. */
export function whyInvolved(
  { author }: Promising<AllowReview>,
  commits:
    | readonly {
        readonly id: string;
        readonly logins: readonly string[];
        readonly hasUnknown: boolean;
      }[]
    | null,
  head: string,
): string | null {
  if (commits === null) {
    return 'GitHub does not show all commits of the pull request (it shows less than 250), so nobody can say who has a hand in them';
  }
  if (!commits.some(({ id }) => id === head)) {
    return 'the pull request has moved on while its commits were read';
  }
  const own = commits.find(({ logins }) =>
    logins.some((login) => isSameLogin(login, author.login)),
  );
  if (own !== undefined) {
    return `its author has a hand in commit ${own.id.slice(0, 12)} of the pull request`;
  }
  const unknown = commits.find(({ hasUnknown }) => hasUnknown);
  return unknown === undefined
    ? null
    : `GitHub does not know everybody who has a hand in commit ${unknown.id.slice(0, 12)}, so it may be the reviewer`;
}

const gone = 'who wrote it is gone';

function hasAuthor<R extends AllowReview>(review: R): review is Promising<R> {
  return review.author !== null;
}

function whyNot(
  review: AllowReview,
  all: readonly AllowReview[],
  { openedBy, head, before }: AllowQuestion,
): string | null {
  const { author, state, commit, submittedAt } = review;
  if (author === null) return gone;
  if (Number.isNaN(Date.parse(submittedAt))) return 'GitHub does not say when it was submitted';
  if (author.kind === 'bot') return 'a bot wrote it';
  if (isSameLogin(author.login, openedBy)) return 'its author opened the pull request';
  if (state === 'dismissed') return 'it was dismissed';
  if (state !== 'approved') return 'it does not approve the pull request';
  if (lastOpinion(all, author.login)?.state !== 'approved') {
    return 'its author no longer approves the pull request';
  }
  if (commit !== head) {
    return commit === null
      ? 'GitHub does not say which commit it is about'
      : `it is about commit ${commit.slice(0, 12)}, and the head is ${head.slice(0, 12)}`;
  }
  return before !== null && moment(submittedAt) > moment(before)
    ? 'it was submitted after the merge'
    : null;
}

/** The newest review of somebody that approves or requests changes, also where it was dismissed. */
function lastOpinion(all: readonly AllowReview[], login: string): AllowReview | undefined {
  return all.findLast(
    ({ author, state }) =>
      author !== null &&
      isSameLogin(author.login, login) &&
      state !== 'commented' &&
      state !== 'pending',
  );
}

function whyOtherPlan(said: readonly AllowLine[], digest: string): string | null {
  const named = said.flatMap(({ text, hiddenBy }) => {
    const other = /^\/allow ([0-9a-f]{64})$/i.exec(text)?.[1]?.toLowerCase();
    return other === undefined ? [] : [{ other, hiddenBy }];
  });
  const meant = named.filter(({ other }) => other === digest);
  if (meant.some(({ hiddenBy }) => hiddenBy === null)) return null;
  const [hidden] = meant;
  if (hidden !== undefined) {
    return `its "/allow" stands ${hidden.hiddenBy}, where readers may not see it; at the top of a review it counts`;
  }
  const [first] = named;
  return first === undefined
    ? 'it does not say "/allow" and all 64 digits of the plan on a line of their own'
    : `it allows the plan ${first.other.slice(0, 12)}, and this one is ${digest.slice(0, 12)}`;
}

/** What has no time counts as the latest. */
function moment(time: string): number {
  const parsed = Date.parse(time);
  return Number.isNaN(parsed) ? Number.POSITIVE_INFINITY : parsed;
}
