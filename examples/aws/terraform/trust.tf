locals {
  provider     = "token.actions.githubusercontent.com"
  provider_arn = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/${local.provider}"

  # Subjects name this repository twice: repositories made, renamed or moved since July 2026 send their numbers
  # too, older ones send names alone. Whichever it is, repository_id keeps out a repository that takes over the
  # name.
  owner = split("/", var.repository)[0]
  name  = split("/", var.repository)[1]
  forms = [
    "repo:${var.repository}",
    "repo:${local.owner}@${var.owner_id}/${local.name}@${var.repository_id}",
  ]

  plan_contexts = var.plan_trust == "any-branch" ? [
    "pull_request",
    "ref:refs/heads/${var.branch}",
    "ref:refs/heads/gh-readonly-queue/${var.branch}/*",
  ] : ["environment:aws-access-plan"]
  apply_contexts = ["environment:aws-access", "environment:aws-access-approval"]

  # A pull request runs its own copy of the file, so only default-branch says what is in it.
  plan_ref = var.plan_trust == "default-branch" ? "refs/heads/${var.branch}" : "*"
}

resource "aws_iam_openid_connect_provider" "github" {
  count = var.create_identity_provider ? 1 : 0

  url            = "https://${local.provider}"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "plan_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:repository_id"
      values   = [var.repository_id]
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = [for pair in setproduct(local.forms, local.plan_contexts) : join(":", pair)]
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:job_workflow_ref"
      values   = ["${var.repository}/.github/workflows/${var.plan_workflow}@${local.plan_ref}"]
    }
  }
}

data "aws_iam_policy_document" "apply_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:repository_id"
      values   = [var.repository_id]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = [for pair in setproduct(local.forms, local.apply_contexts) : join(":", pair)]
    }

    # The subject of a job with an environment does not say its branch; these do.
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:ref"
      values   = ["refs/heads/${var.branch}"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:job_workflow_ref"
      values   = ["${var.repository}/.github/workflows/${var.apply_workflow}@refs/heads/${var.branch}"]
    }
  }
}
