import { accessDenied, conflict, notFound, validation } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import { present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import { isAssigned, withAssigned, withoutAssigned } from '../../world/applications.ts';
import type { Application, PrincipalRef } from '../../world/state.ts';
import { requireInstance } from './guard.ts';

export const applications: Operations = {
  ListApplications: (context, input) => {
    requireInstance(context, input);
    const filter = input.optionalFields('Filter');
    const account = filter?.optionalText('ApplicationAccount');
    refuseOthersApplications(context, account);
    const provider = filter?.optionalText('ApplicationProvider');
    const found = context.view.applications
      .values()
      .filter(
        (one) =>
          (account === undefined || one.accountId === account) &&
          (provider === undefined || one.provider === provider),
      );
    const { items, token } = page(context, input, found, ({ arn }) => arn);
    return present({
      Applications: items.map((one) => describe(context, one)),
      NextToken: token,
    });
  },

  DescribeApplication: (context, input) => describe(context, requireApplication(context, input)),

  GetApplicationAssignmentConfiguration: (context, input) => {
    const { arn, assignmentRequired } = requireApplication(context, input);
    if (assignmentRequired === null) {
      throw validation(`The application with arn '${arn}' is not supported for this action.`);
    }
    return { AssignmentRequired: assignmentRequired };
  },

  ListApplicationAssignments: (context, input) => {
    const { arn } = requireApplication(context, input);
    const rows = (context.view.applications.get(arn)?.assigned ?? []).map((one) => row(arn, one));
    const { items, token } = page(context, input, rows, rowKey);
    return present({ ApplicationAssignments: [...items], NextToken: token });
  },

  ListApplicationAssignmentsForPrincipal: (context, input) => {
    requireInstance(context, input);
    const only = input.optionalFields('Filter')?.optionalText('ApplicationArn');
    refuseOthersApplications(context, only?.split(':')[4]);
    const principal = principalOf(input);
    const rows = context.view.applications
      .values()
      .filter((one) => isAssigned(one, principal) && (only === undefined || one.arn === only))
      .map(({ arn }) => row(arn, principal));
    const { items, token } = page(context, input, rows, rowKey);
    return present({ ApplicationAssignments: [...items], NextToken: token });
  },

  CreateApplicationAssignment: (context, input) => {
    const application = requireApplication(context, input);
    const { world, knobs } = context;
    const principal = principalOf(input);
    if (!world.principalExists(principal)) {
      throw notFound(`Could not find the ${principal.type} ${principal.id}`);
    }
    if (isAssigned(application, principal)) {
      if (knobs.behaviour.createExistingApplicationAssignment === 'accepted') return {};
      throw conflict('The application assignment already exists.');
    }
    world.applications.set(application.arn, withAssigned(application, principal));
    return {};
  },

  DeleteApplicationAssignment: (context, input) => {
    const application = requireApplication(context, input);
    const { world, knobs } = context;
    const principal = principalOf(input);
    if (!isAssigned(application, principal)) {
      if (knobs.behaviour.deleteMissingApplicationAssignment === 'accepted') return {};
      throw notFound('Could not find the application assignment');
    }
    world.applications.set(application.arn, withoutAssigned(application, principal));
    return {};
  },
};

function requireApplication(context: Context, input: Fields): Application {
  requireInstance(context, input);
  const arn = input.text('ApplicationArn');
  const found = context.world.applications.get(arn);
  if (found === undefined) throw notFound(`Could not find an application with ARN ${arn}`);
  return found;
}

/** AWS's words are for member accounts; whether they hold for the delegate is not documented. */
function refuseOthersApplications({ caller, knobs }: Context, account: string | undefined): void {
  const limited =
    caller.kind === 'delegate' && knobs.behaviour.applicationsForDelegate === 'own-account';
  if (limited && account !== caller.accountId) {
    throw accessDenied('Filter by the applications of your own account.');
  }
}

function principalOf(input: Fields): PrincipalRef {
  const type = input.text('PrincipalType') === 'USER' ? 'USER' : 'GROUP';
  return { type, id: input.text('PrincipalId') };
}

function describe({ world }: Context, application: Application): JsonObject {
  return present({
    ApplicationArn: application.arn,
    ApplicationProviderArn: application.provider,
    Name: application.name,
    ApplicationAccount: application.accountId,
    InstanceArn: world.place.instance.arn,
    Status: application.status,
    CreatedDate: application.createdAt / 1000,
  });
}

interface Row extends JsonObject {
  readonly ApplicationArn: string;
  readonly PrincipalType: string;
  readonly PrincipalId: string;
}

function row(arn: string, { type, id }: PrincipalRef): Row {
  return { ApplicationArn: arn, PrincipalType: type, PrincipalId: id };
}

function rowKey(one: Row): string {
  return `${one.ApplicationArn} ${one.PrincipalType} ${one.PrincipalId}`;
}
