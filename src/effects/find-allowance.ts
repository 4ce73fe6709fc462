import {
  discount,
  type DiscountedReview,
  type Promising,
  weighReviews,
  whyEdited,
  whyInvolved,
} from '../core/approval/allow.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Allowance } from '../core/guardrails/judgement.ts';
import type { PullRequest } from '../ports/github.ts';
import type { CommitPeople, PullRequestReview, ReviewReader } from '../ports/github-reviews.ts';
import type { PortError } from '../ports/port-error.ts';
import { advice, type Advice } from './advice.ts';
import { runDiagnostic } from './run-problem.ts';

export interface FoundAllowance {
  /** The oldest review that allows the plan. */
  readonly allowance: Allowance | null;
  /** Why other reviews with `/allow` do not count; empty where one counts. */
  readonly diagnostics: readonly Diagnostic[];
}

/** So many reviews are told of, the newest. */
const TOLD = 5;

/**
 * Looks for a review that lets this plan cross its limits. `digest` is the plan's, all 64 digits; `before`
 * is when the pull request was merged, null while it is open. Whatever cannot be read allows nothing.
 * Asks for the reviews alone, and for more only where one of them may count. Rejects only if cancelled.
 */
export async function findAllowance(
  { reviews }: { readonly reviews: ReviewReader },
  pullRequest: Pick<PullRequest, 'number' | 'author' | 'headCommit'>,
  digest: string,
  { before }: { readonly before: string | null },
): Promise<FoundAllowance> {
  const { number, author, headCommit: head } = pullRequest;
  const given = await advice(reviews.reviews(number));
  if (given.error !== null) return refused([unreadable(words(given.error))]);
  const question = { digest: digest.toLowerCase(), openedBy: author.login, head, before };
  const { promising, discounted } = weighReviews(given.value, question);
  const facts = remembering(reviews, number);
  const found: DiscountedReview[] = [...discounted];
  for (const review of promising) {
    const why = await whyDiscounted(facts, review, head);
    if (why === null) {
      const { submittedAt: at, url } = review;
      const by = review.author.login;
      return { allowance: { by, at, digest: question.digest, url }, diagnostics: [] };
    }
    found.push(discount(review, why));
  }
  // While the pull request is open, the limit that was crossed says what helps.
  const help =
    before === null
      ? null
      : 'a review no longer helps once it is merged: approve the plan by its digest, or take it back';
  return refused(found.slice(-TOLD).map((each) => inWords(each, help)));
}

interface Facts {
  readonly mayWrite: (login: string) => Promise<Advice<boolean>>;
  readonly edits: ReviewReader['editsOfReview'];
  readonly commits: () => Promise<Advice<readonly CommitPeople[] | null>>;
}

/** However many reviews say `/allow`, each person and the commits are asked about once. */
function remembering(reviews: ReviewReader, number: number): Facts {
  const roles = new Map<string, Promise<Advice<boolean>>>();
  let commits: Promise<Advice<readonly CommitPeople[] | null>> | null = null;
  return {
    mayWrite(login) {
      const role = roles.get(login) ?? advice(reviews.mayWrite(login));
      roles.set(login, role);
      return role;
    },
    edits: (review) => reviews.editsOfReview(review),
    commits: () => (commits ??= advice(reviews.commitPeople(number))),
  };
}

async function whyDiscounted(
  facts: Facts,
  review: Promising<PullRequestReview>,
  head: string,
): Promise<string | null> {
  const writer = await facts.mayWrite(review.author.login);
  if (writer.error !== null) {
    return `what its author may do could not be read: ${words(writer.error)}`;
  }
  if (!writer.value) return 'its author may not write to the repository';
  const edits = await advice(facts.edits(review));
  if (edits.error !== null) return `who edited it could not be read: ${words(edits.error)}`;
  const edited = whyEdited(review, edits.value);
  if (edited !== null) return edited;
  const commits = await facts.commits();
  return commits.error !== null
    ? `who has a hand in the commits could not be read: ${words(commits.error)}`
    : whyInvolved(review, commits.value, head);
}

function words({ action, message }: PortError): string {
  return `${action}: ${message}`;
}

function refused(diagnostics: readonly Diagnostic[]): FoundAllowance {
  return { allowance: null, diagnostics };
}

function unreadable(why: string): Diagnostic {
  return runDiagnostic('allow-not-counted', 'the reviews could not be read, so none allows this', {
    severity: 'warning',
    why,
    help: 'run this again; the token needs the permission pull-requests: read',
  });
}

function inWords({ by, why, url }: DiscountedReview, help: string | null): Diagnostic {
  return runDiagnostic('allow-not-counted', `the review by ${by} does not allow this plan`, {
    severity: 'warning',
    why: `${why} (${url})`,
    help,
  });
}
