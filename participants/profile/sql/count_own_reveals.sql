-- How many numbers the user has been shown in the last hour, or since `since` if that is later.
SELECT app.count_own_reveals(%(since)s)
