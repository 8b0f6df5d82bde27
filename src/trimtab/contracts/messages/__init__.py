"""Events in words for people: letters, push notes and entries of the inbox."""
