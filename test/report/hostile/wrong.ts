import { foreignInPictures } from './drawn.ts';
import { liveOnGitHub } from './live-on-github.ts';
import { rendered } from './rendered.ts';
import { type Rendering, REPOSITORY } from './renderings.ts';
import { skeleton } from './skeleton.ts';

/** Whatever GitHub would refuse, mend or act on in what is written there. */
export function wrong({ markdown, hidden, limitBytes }: Rendering): string[] {
  const { page, broken } = rendered(markdown);
  const bytes = Buffer.byteLength(markdown);
  const comments = markdown.split('<!--').length - 1;
  return [
    ...(bytes <= limitBytes ? [] : [`${bytes} bytes`]),
    ...(markdown.isWellFormed() ? [] : ['half a character']),
    ...(comments === hidden ? [] : [`${comments} HTML comments`]),
    ...broken,
    ...liveOnGitHub(page, REPOSITORY),
    ...foreignInPictures(page),
  ];
}

/** The elements of what is written, which no name may change. */
export function structure({ markdown }: Rendering): string {
  return skeleton(rendered(markdown).page);
}
