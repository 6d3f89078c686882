"""What questions are about, and how hard they are said to be."""

from rubrics.importing.parsing.phrases import Phrases, phrases_of

# What the questions asked in the field are about; any of them speaks for a question being one.
KINDS: dict[str, Phrases] = {
    "behavioural": phrases_of(
        "behavioral; behavioural; soft skill*; tell me about a time; describe a time; give an example of a "
        "time; describe a situation; a time when; a time you; conflict*; disagree*; disagreement*; "
        "stakeholder*; teamwork; leadership; mentor*; stay current; staying current; stay up to date; keep "
        "up with; communicat*; non-technical; business constraint*; feedback; collaborat*; culture; "
        "ownership; hype; verhaltensfragen; comportement*; conductual*; colleague*; persuade*; convince*; "
        "pushed back; push back; deadline*; up to date; people skills"
    ),
    "system-design": phrases_of(
        "system design; design a; design an; design the; how would you design; architect*; architecture*; ml "
        "system; real-time or batch; batch or real-time; on request or in batches; batch versus online; "
        "batch vs online; requests per second; requests a second; end-to-end system; high-level design; "
        "recommendation system*; recommender*; scale to; scale a; scale the; millions of users; "
        "systemdesign; system-design; conception de systèmes; diseño de sistemas; a/b test*; federated; "
        "adversarial; low-latency; throughput"
    ),
    "mlops": phrases_of(
        "mlops; ci/cd; pipeline*; feature store*; model registry; registry; registries; versioning; version "
        "control; data version*; experiment tracking; docker; kubernetes; container*; orchestrat*; mlflow; "
        "kubeflow; airflow; deploy*; serving; serve; retrain*; infrastructure; inference; quantization; "
        "quantiz*; reproducib*; training-serving skew; lineage; release*; canary; rollout; ship; ships; "
        "shipping; missing at inference; latency"
    ),
    "production": phrases_of(
        "production; incident*; drift*; monitor*; degrad*; outage*; on-call; on call; alert*; rollback; roll "
        "back; rolled back; postmortem*; post-mortem*; observab*; slo; slos; in the wild; goes wrong; went "
        "wrong; silently; fails; failed; failing; failure*; dashboard*; reliab*; operations; troubleshoot*"
    ),
    "coding": phrases_of(
        "coding; write a function; write code; write a program; implement*; python; code review; unit test*; "
        "unit-test*; testing; test strategy; testing strateg*; algorithm; algorithms; sql; data structure*; "
        "programming; refactor*; time complexity; codieren; programmierung; programmation; programación"
    ),
    "ml-foundations": phrases_of(
        "bias-variance; bias and variance; bias variance; overfit*; underfit*; regulari*; gradient*; "
        "precision; recall; f1; f1-score; roc; auc; roc-auc; cross-validation; supervised; unsupervised; "
        "neural network*; convolution*; cnn; cnns; transformer*; attention; transfer learning; reinforcement "
        "learning; random forest*; boosting; bagging; loss function*; backprop*; embedding*; clustering; "
        "pca; dropout; batch norm*; activation*; imbalance; imbalanced; class imbalance; hyperparameter*; "
        "fundamentals; theory; machine learning basics; deep learning; statistic*; probabilit*; pytorch; "
        "tensorflow; feature scaling; feature engineering; logistic regression; linear regression; decision "
        "tree*; l1; l2; confusion matrix; foundations; ml foundations; ml basics; ml fundamentals; "
        "grundlagen; fondamentaux; fundamentos; overfitting; leakage; optimizer*; softmax; p-value*; bayes*; "
        "kernel*; svm; svms; learning rate*; generali*; variance; curse of dimensionality; train test split; "
        "normalization"
    ),
    "oral": phrases_of(
        "experience deep dive; deep dive; your background; tell me about yourself; past project*; your "
        "experience; you have built; you built; most proud; proudest; walk me through a project; a project "
        "you; project deep dive; your last project; your resume; past experience; career history; a system "
        "you"
    ),
}
DIFFICULTIES: dict[int, Phrases] = {
    1: phrases_of(
        "beginner*; very easy; entry level; entry-level; entry; novice; intern; anfänger*; débutant*; "
        "principiante*; elementary; warm-up; warmup"
    ),
    2: phrases_of(
        "basic; basics; easy; junior; simple; einfach; leicht; facile; básico*; fácil; grundlegend*; "
        "principianti"
    ),
    3: phrases_of(
        "intermediate; medium; moderate; mid-level; mid level; middle; mittel; fortgeschrittene anfänger; "
        "intermédiaire*; moyen*; intermedio*; medio; media; mid"
    ),
    4: phrases_of(
        "advanced; hard; senior; difficult; fortgeschritten*; schwer; schwierig; avancé*; difficile*; "
        "avanzado*; difícil; challenging; tough"
    ),
    5: phrases_of(
        "expert; experts; staff; staff-level; principal; very hard; expert-level; guru; experte*; experten; "
        "experto*; lead"
    ),
}
