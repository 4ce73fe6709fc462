/** How an asynchronous request of AWS ended, polled to its end. */
export type AsyncOutcome =
  | { readonly status: 'succeeded' }
  /** `reason` is AWS's FailureReason, word for word. */
  | { readonly status: 'failed'; readonly reason: string }
  /** Still in progress when the bound on waiting ran out. */
  | { readonly status: 'unfinished'; readonly requestId: string };
