"""The stores on Firestore: one place for paths, one for records, one gateway for every read and write."""
