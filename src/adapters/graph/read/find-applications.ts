import { galleryTemplates } from '../../../core/model/gallery-templates.ts';
import { isGuid } from '../../../core/model/guid.ts';
import type { EnterpriseApplication } from '../../../core/model/directory.ts';
import { applicationAnswer, applicationFields } from '../answers/directory-answers.ts';
import type { GraphCaller } from '../request/graph-caller.ts';
import { odataText } from '../request/graph-url.ts';
import { sortedById } from './sorted-by-id.ts';

const query = { select: applicationFields };
const answer = applicationAnswer;

export async function findApplications(
  graph: GraphCaller,
  reference: string | null,
): Promise<readonly EnterpriseApplication[]> {
  if (reference === null) {
    const filter = `applicationTemplateId eq ${odataText(galleryTemplates.identityCenter)}`;
    const found = await graph.list({
      route: 'GET /servicePrincipals',
      query: { ...query, filter, top: 999, advanced: true },
      item: answer,
    });
    return sortedById(found);
  }
  if (!isGuid(reference)) return [];
  const found =
    (await graph.find({
      route: 'GET /servicePrincipals/{id}',
      parameters: { id: reference },
      query,
      answer,
    })) ??
    (await graph.find({
      route: "GET /servicePrincipals(appId='{appId}')",
      parameters: { appId: reference },
      query,
      answer,
    }));
  return found === null ? [] : [found];
}
