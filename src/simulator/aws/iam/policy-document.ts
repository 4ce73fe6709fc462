import * as z from 'zod';

const texts = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);
const conditionValue = z.union([texts, z.boolean().transform((one) => [String(one)])]);

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
    Condition: z.record(z.string(), z.record(z.string(), conditionValue)).optional(),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), {
    message: 'a statement has either Action or NotAction',
  })
  .refine(({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined), {
    message: 'a statement has either Resource or NotResource',
  });

const policyDocument = z.strictObject({
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: z.union([statement.transform((one) => [one]), z.array(statement).min(1)]),
});

/** An identity-based policy, every list of it as a list. */
export type PolicyDocument = z.output<typeof policyDocument>;
export type Statement = PolicyDocument['Statement'][number];

const parsed = new WeakMap<object, PolicyDocument>();

/** A policy as it stands in a role; throws for what IAM would refuse and for what is not simulated. */
export function parsePolicyDocument(document: object): PolicyDocument {
  const known = parsed.get(document);
  if (known !== undefined) return known;
  if (JSON.stringify(document).includes('${')) {
    throw new Error('the simulator does not know policy variables');
  }
  const result = policyDocument.parse(document);
  parsed.set(document, result);
  return result;
}
