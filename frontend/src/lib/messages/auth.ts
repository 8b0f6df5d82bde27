export const auth = {
  title: "Sign in to Trimtab",
  service: "the sign-in service",
  email: "Email",
  password: "Password",
  submit: "Sign in",
  submitting: "Signing in",
  demo: "Use the demo account",
  demoFilled: "The demo account is filled in. Choose “Sign in” to continue.",
  wrong: "Email or password is not right.",
  unreachable: "The sign-in service did not answer. Check your connection and try again.",
  missing: "Enter your email and your password.",
  promise: ["See how far each holding has drifted.", "Know every trade, and its reason, before it is placed.", "Nothing is placed without your approval."],
} as const;
