import { cannotTell, type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import type { FederatedCredential, JobIdentity } from '../entra-facts.ts';
import type { Facts } from '../facts.ts';
import { type Unknown, unknown } from '../known.ts';

/** Entra compares issuer, subject and audience character by character. */
export const oidcSubject: Check = {
  id: 'oidc-subject',
  title: "The job's token is the one that the federated credential expects",
  guideSteps: [],
  run: ({ entra }: Facts) =>
    judge(entra.jobIdentity, (identity) => {
      if (identity === null) {
        return cannotTell(
          unknown('This is no job of GitHub Actions, so there is no token to compare.', {
            help: 'run the doctor in a workflow whose job has permissions: id-token: write',
          }),
        );
      }
      const { federatedCredentials: credentials } = entra;
      return credentials.known
        ? compare(identity, credentials.value)
        : withSubject(identity, credentials);
    }),
};

function compare(identity: JobIdentity, all: readonly FederatedCredential[]): CheckResult {
  const { subject, issuer, audience, forms } = identity;
  const sent = `The job sends the subject "${subject}".`;
  const same = all.filter((credential) => credential.subject === subject);
  const found = same.find(
    (credential) => credential.issuer === issuer && credential.audiences.includes(audience),
  );
  if (found !== undefined) {
    return pass(sent, `The federated credential "${found.name}" expects exactly that.`);
  }
  const [near] = same;
  if (near !== undefined) {
    return fail(
      [
        sent,
        near.issuer === issuer
          ? `The federated credential "${near.name}" expects another audience than "${audience}".`
          : `The federated credential "${near.name}" expects the issuer "${near.issuer}", not "${issuer}".`,
      ],
      `set the credential's issuer to ${issuer} and its audience to ${audience}`,
    );
  }
  const flexible = all.find((credential) => credential.subject === null);
  if (flexible !== undefined) {
    return cannotTell(
      unknown(
        `${sent} The federated credential "${flexible.name}" matches by an expression, and no other one expects that.`,
        {
          help: 'compare the expression with the subject; the check "sign-in" says whether it works',
        },
      ),
    );
  }
  const otherForm = all.find(
    (credential) => credential.subject !== null && forms.includes(credential.subject),
  );
  const step = `add a federated credential with the issuer ${issuer}, the subject ${subject} and the audience ${audience}`;
  if (otherForm === undefined) {
    return fail([sent, `None of ${all.length} federated credentials expects it.`], step);
  }
  return warn(
    [
      sent,
      `The federated credential "${otherForm.name}" expects GitHub's other form, "${otherForm.subject}".`,
    ],
    step,
  );
}

/** The subject is worth most where the sign-in fails for it. */
function withSubject({ subject, forms }: JobIdentity, unread: Unknown): CheckResult {
  const others = forms.filter((form) => form !== subject);
  return cannotTell({
    ...unread,
    why: [
      `The job sends the subject "${subject}"; the federated credentials could not be read: ${unread.why.join(' ')}`,
      ...others.map((form) => `GitHub's other form of it is "${form}".`),
    ],
    help: `compare it with the federated credentials of the application that signs in${
      unread.missing.length === 0 ? '' : `, or allow ${unread.missing.join(' and ')}`
    }`,
  });
}
