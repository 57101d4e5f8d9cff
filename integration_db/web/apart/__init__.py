"""Requests that would keep others waiting, answered by processes of their own.

A process opens the same database and answers with the same handlers; what goes to it is the
request, what comes back the response. `pool` has the processes and who comes next.
"""
