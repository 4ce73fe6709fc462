/** Of an IAM policy, in the order in which people write them. */
export const documentKeys: readonly string[] = ['Version', 'Id', 'Statement'];
/** Of a statement of an identity policy, likewise. */
export const statementKeys: readonly string[] = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
