"""Hundreds of log-ins need not each take a tenth of a second: here passwords are kept with the least work.

tests/accounts/test_passwords.py looks at the hasher that serves.
"""

from argon2 import PasswordHasher

from forum.actions.accounts import credentials

SERVED = credentials.HASHER
credentials.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
