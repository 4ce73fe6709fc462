data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  # Files of ../policies by role; apply's last four by what it may do besides.
  policies = {
    plan = ["plan", "drift", "doctor", "explain"]
    apply = concat(
      ["apply"],
      var.adoption ? ["adoption"] : [],
      var.access_control_attributes ? ["access-control-attributes"] : [],
      var.applications ? ["applications"] : [],
      var.management_account_access ? ["management-account"] : ["outside-the-management-account"],
    )
  }
  values = {
    partition             = data.aws_partition.current.partition
    account_id            = data.aws_caller_identity.current.account_id
    instance_id           = var.instance_id
    owner                 = var.ownership_tag
    management_account_id = var.management_account_id
  }
}

resource "aws_iam_policy" "access" {
  for_each = toset(concat(local.policies.plan, local.policies.apply))

  name   = "identity-center-${each.key}"
  policy = templatefile("${path.module}/../policies/${each.key}.json", local.values)
}

resource "aws_iam_role" "plan" {
  name                 = "identity-center-plan"
  description          = "Reads Identity Center for plans, drift and the doctor. Writes nothing."
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.plan_trust.json
}

resource "aws_iam_role" "apply" {
  name                 = "identity-center-apply"
  description          = "Applies reviewed access changes to Identity Center"
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.apply_trust.json
}

resource "aws_iam_role_policy_attachment" "plan" {
  for_each = toset(local.policies.plan)

  role       = aws_iam_role.plan.name
  policy_arn = aws_iam_policy.access[each.key].arn
}

resource "aws_iam_role_policy_attachment" "apply" {
  for_each = toset(local.policies.apply)

  role       = aws_iam_role.apply.name
  policy_arn = aws_iam_policy.access[each.key].arn
}
