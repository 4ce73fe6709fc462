import { type Check, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import type { AttributeMapping } from '../provisioning-facts.ts';

export const externalIdMapping: Check = {
  id: 'external-id-mapping',
  title: "Groups carry Entra's object id to AWS as their external id",
  guideSteps: [30],
  run: ({ entra }: Facts) =>
    judge(entra.provisioning.schema, ({ groups, users, groupJoin }) => {
      const evidence = `externalId is written from ${source(groups)} for groups and from ${source(users)} for users.`;
      if (groups.length === 0) {
        return warn(
          [evidence, 'No group is provisioned: their mapping is missing or switched off.'],
          'switch on the mapping of groups',
        );
      }
      if (groupJoin === 'external-id') return pass(evidence);
      return warn(
        [
          evidence,
          'Groups are then told apart by display name, which may change and need not be unique.',
        ],
        'map externalId from objectId for groups',
      );
    }),
};

function source(mappings: readonly AttributeMapping[]): string {
  const mapping = mappings.find(({ target }) => target.toLowerCase() === 'externalid');
  return mapping === undefined ? 'nothing' : `"${mapping.source}"`;
}
