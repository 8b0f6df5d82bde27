"""Plans that know taxes: what may be sold, bought and harvested, and what that saves."""
