"""The lecturer's two commands: the student's edition of the lectures, and the scorer of what comes back.

Nothing is imported here: `python -m rnnlab.classroom.student` and `python -m rnnlab.classroom.score` are the doors.
"""
