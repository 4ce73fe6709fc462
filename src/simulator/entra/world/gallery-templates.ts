export interface GalleryTemplate {
  readonly id: string;
  readonly displayName: string;
  readonly homePageUrl: string;
}

/** The two apps that AWS has in the gallery. */
export const galleryTemplates = {
  'iam-identity-center': {
    id: '21ed01d2-ec13-4e9e-86c1-cd546719ebc4',
    displayName: 'AWS IAM Identity Center (successor to AWS Single Sign-On)',
    homePageUrl: 'https://aws.amazon.com/iam/identity-center/',
  },
  'single-account': {
    id: '8b1025e4-1dd2-430b-a150-2ef79cd700f5',
    displayName: 'Amazon Web Services (AWS)',
    homePageUrl: 'https://aws.amazon.com/',
  },
} as const satisfies Readonly<Record<string, GalleryTemplate>>;
