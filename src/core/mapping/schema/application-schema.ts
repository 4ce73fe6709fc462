import { expires, groups, reason, users } from './assignment-schema.ts';
import { list, record, textOrList } from './shape.ts';

export const application = record('a map with groups and applications', {
  groups: groups.optional(),
  users: users.optional(),
  applications: textOrList(
    'the name or ARN of an application',
    'a list of application names or ARNs',
  ).meta({
    description:
      'Applications of IAM Identity Center, each by its exact name, or by its ARN where several have the name.',
    examples: [['Payroll'], ['arn:aws:sso::123456789012:application/ssoins-…/apl-…']],
  }),
  expires: expires.optional(),
  reason: reason.optional(),
}).meta({
  title: 'Application rule',
  description:
    'Who is assigned to which applications. All assignments of groups to an application that is named here are declared here. Needs groups or users.',
  anyOf: [{ required: ['groups'] }, { required: ['users'] }],
});

export const applications = list('a list of rules', application).meta({
  description: 'Who is assigned to which applications of IAM Identity Center.',
});
