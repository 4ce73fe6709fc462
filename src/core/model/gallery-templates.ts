/** Ids of AWS's two applications in Entra's gallery; the same in every tenant. */
export const galleryTemplates = {
  /** AWS IAM Identity Center, which was AWS Single Sign-On. */
  identityCenter: '21ed01d2-ec13-4e9e-86c1-cd546719ebc4',
  /** Amazon Web Services (AWS), for a single account without Identity Center. */
  singleAccount: '8b1025e4-1dd2-430b-a150-2ef79cd700f5',
} as const;
