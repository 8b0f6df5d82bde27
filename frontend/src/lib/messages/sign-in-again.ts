export const signInAgain = {
  title: "Enter your password to go on",
  body: (email: string) => `You signed in as ${email} more than five minutes ago. What you asked for needs a new sign-in; it is done as soon as your password is right.`,
  password: "Password",
  submit: "Go on",
  submitting: "Checking",
  missing: "Enter your password.",
  wrong: "The password is not right.",
  tooOften: "There were too many attempts. Wait a few minutes, then try again.",
  unreachable: "The sign-in service did not answer. Check your connection and try again.",
} as const;
