output "plan_role" {
  description = "Value of the repository variable AWS_PLAN_ROLE."
  value       = aws_iam_role.plan.arn
}

output "apply_role" {
  description = "Value of the repository variable AWS_APPLY_ROLE."
  value       = aws_iam_role.apply.arn
}
