import { galleryTemplates } from '../../model/gallery-templates.ts';
import { type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import type { FederationApplication } from '../entra-facts.ts';
import type { Facts } from '../facts.ts';
import { both } from '../known.ts';
import { named } from '../named.ts';

export const enterpriseApplication: Check = {
  id: 'enterprise-application',
  title: 'There is one enterprise application, made from the template AWS IAM Identity Center',
  guideSteps: [9, 11, 15],
  run: ({ entra }: Facts) =>
    judge(both(entra.applications, entra.singleAccountApplications), ([found, wrong]) => {
      const [only, ...others] = found;
      if (only === undefined) return none(entra.settings?.application ?? null, wrong);
      if (others.length === 0) return judgeOne(only);
      return fail(
        [
          `${found.length} applications were made from the template: ${named(found.map(({ displayName, id }) => `${displayName} (${id})`))}.`,
        ],
        'set settings.entra.application to the object id of the one that signs people in',
      );
    }),
};

function none(reference: string | null, wrong: readonly string[]): CheckResult {
  const evidence =
    reference === null
      ? 'No enterprise application was made from the template AWS IAM Identity Center.'
      : `There is no enterprise application with the id ${reference}.`;
  if (wrong.length === 0) {
    return fail(
      [evidence],
      reference === null
        ? 'add AWS IAM Identity Center from the gallery, or set settings.entra.application'
        : 'set settings.entra.application to the object id or app id of the enterprise application',
    );
  }
  return fail(
    [evidence, `${named(wrong)} is the template for a single account, which cannot sign in to it.`],
    'add AWS IAM Identity Center from the gallery beside it',
  );
}

function judgeOne(application: FederationApplication): CheckResult {
  const { displayName, id, templateId, enabled } = application;
  const which = `"${displayName}" (${id})`;
  if (templateId === galleryTemplates.singleAccount) {
    return fail(
      [`${which} is the template Amazon Web Services (AWS), which is for IAM in a single account.`],
      'add AWS IAM Identity Center from the gallery, and set settings.entra.application to it',
    );
  }
  if (!enabled) {
    return fail(
      [`${which} is disabled: nobody can sign in through it.`],
      "switch on 'Enabled for users to sign in' in the application's properties",
    );
  }
  if (templateId === galleryTemplates.identityCenter) {
    return pass(`${which} was made from the template AWS IAM Identity Center.`);
  }
  return warn(
    [`${which} was not made from the gallery's template AWS IAM Identity Center.`],
    'keep it only if it works: the template brings the attribute mappings that AWS expects',
  );
}
