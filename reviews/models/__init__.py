from reviews.models.assignment import Assignment
from reviews.models.finding import Answer, Finding, Resolution
from reviews.models.review import Review, Score
from reviews.models.rubric import Criterion, Lens, Rubric

__all__ = ["Answer", "Assignment", "Criterion", "Finding", "Lens", "Resolution", "Review", "Rubric", "Score"]
