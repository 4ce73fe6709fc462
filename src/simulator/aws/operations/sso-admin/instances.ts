import { accessDenied } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import { present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import type { Instance } from '../../world/state.ts';

export const instances: Operations = {
  ListInstances: (context, input) => {
    const { items, token } = page(context, input, visible(context), (one) => one.arn);
    return present({ Instances: items.map(describe), NextToken: token });
  },

  DescribeInstance: (context, input) => {
    const arn = input.text('InstanceArn');
    const found = visible(context).find((one) => one.arn === arn);
    // The model leaves this operation no way to say that something is not there.
    if (found === undefined) throw accessDenied('You do not have access to this instance.');
    return {
      ...describe(found),
      EncryptionConfigurationDetails: {
        KeyType: 'AWS_OWNED_KMS_KEY',
        EncryptionStatus: 'ENABLED',
      },
    };
  },
};

// Another Region than the instance's own is not an error: its list is empty.
function visible(context: Context): Instance[] {
  const { instance, accountInstances } = context.world.place;
  return [instance, ...accountInstances].filter(
    (one) =>
      one.region === context.region &&
      (context.caller.kind !== 'member' || one.ownerAccountId === context.caller.accountId),
  );
}

function describe(instance: Instance): JsonObject {
  return present({
    InstanceArn: instance.arn,
    IdentityStoreId: instance.identityStoreId,
    OwnerAccountId: instance.ownerAccountId,
    Name: instance.name,
    CreatedDate: instance.createdAt / 1000,
    Status: 'ACTIVE',
  });
}
