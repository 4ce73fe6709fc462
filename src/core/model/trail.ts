/** One call that CloudTrail recorded, as far as it tells what it did to whom. */
export interface TrailEvent {
  readonly eventId: string;
  /** `CreateAccountAssignment`, or the name that the console's older calls have (`AssociateProfile`). */
  readonly name: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly actor: TrailActor;
  /** AWS's error code where the call itself failed; null where it was accepted. */
  readonly errorCode: string | null;
  /** Of what the call started: `responseElements…requestId`; null where it has none. */
  readonly requestId: string | null;
  /** `requestParameters` as recorded; foreign, so read it with care. */
  readonly request: Readonly<Record<string, unknown>>;
}

export interface TrailActor {
  /** Who it was, in a few words: a role session's name, a user's name, an account or a service. */
  readonly name: string;
  /** ARN of the caller; null where CloudTrail has none. */
  readonly arn: string | null;
  /**
   * True for the console, by `sessionCredentialFromConsole` or the user agent; null where AWS made the call
   * for somebody ("AWS Internal"), which it writes of the console too.
   */
  readonly console: boolean | null;
  /** The caller's IP address or service; null where there is none. */
  readonly from: string | null;
}

/** How far back the answers to a question go. */
export interface TrailReach {
  /** ISO 8601 in UTC: everything since then that the question asks for was seen. */
  readonly since: string;
  /** Why it goes no further; null where it covers what was asked. */
  readonly why: string | null;
}
