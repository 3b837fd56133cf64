"""The shipped letterhead, written part by part: it holds nothing but what stands here.

Lengths are twentieths of a point, font sizes half points, borders eighths of a point
(ECMA-376-1, 17.18).
"""
